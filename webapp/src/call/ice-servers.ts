const PATIENCE_MS = 3_000;

/**
 * The servers that help the media through routers, as the operator has configured them, with a password for this guest.
 * Without them a call still works on one network.
 */
export async function iceServers(token: string | undefined): Promise<RTCIceServer[]> {
  try {
    const answer = await fetch("/api/call/ice-servers", {
      headers: { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { data } = (await answer.json()) as { data?: { iceServers?: RTCIceServer[] } };
    return data?.iceServers ?? [];
  } catch {
    return [];
  }
}
