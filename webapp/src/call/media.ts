/** The microphone, and the camera when it is wanted and there is one. */
export async function openMedia(video: boolean): Promise<MediaStream> {
  try {
    return await devices().getUserMedia({ audio: true, video: video && CAMERA });
  } catch (error) {
    if (video && (error as DOMException).name === "NotFoundError") return devices().getUserMedia({ audio: true });
    throw error;
  }
}

export async function openCamera(): Promise<MediaStreamTrack> {
  const stream = await devices().getUserMedia({ video: CAMERA });
  return stream.getVideoTracks()[0] as MediaStreamTrack;
}

export function closeMedia(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Why there is no microphone or camera, and what to do about it. */
export function explainMedia(error: unknown, what: string): string {
  switch ((error as DOMException).name) {
    case "NotAllowedError":
      return `Your browser keeps ${what} closed. Allow it for this page, and try again.`;
    case "NotFoundError":
      return `There is no ${what} to be found. Is it plugged in?`;
    case "NotReadableError":
      return `Something else is using ${what}. Close it, and try again.`;
    case "InsecureContextError":
      return `Browsers open ${what} on secure pages only: come by https.`;
    default:
      return `${what} does not open: ${(error as Error).message}`;
  }
}

const CAMERA: MediaTrackConstraints = { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 720 } };

function devices(): MediaDevices {
  // Browsers have none on a page that came without TLS.
  if (!navigator.mediaDevices) throw new DOMException("not a secure page", "InsecureContextError");
  return navigator.mediaDevices;
}
