/** What each end tells the other of itself beside the media; older clients say nothing. */
export interface PeerState {
  camera: boolean;
  muted: boolean;
}

export interface PeerListener {
  candidate(candidate: RTCIceCandidateInit | null): void;
  connected(): void;
  /** The media cannot get through, or not any more. */
  failed(): void;
  remoteState(state: PeerState): void;
}

/** A line of the media between two browsers. It begins with {@link offer} at one end and {@link accept} at the other. */
export class Peer {
  readonly remote = new MediaStream();
  private readonly connection: RTCPeerConnection;
  private readonly states: RTCDataChannel;
  private readonly early: (RTCIceCandidateInit | null)[] = [];

  constructor(
    private readonly local: MediaStream,
    listener: PeerListener,
    configuration: RTCConfiguration,
  ) {
    this.connection = new RTCPeerConnection(configuration);
    // Agreed upon beforehand, so that neither end has to open it for the other.
    this.states = this.connection.createDataChannel("state", { negotiated: true, id: 0 });
    this.connection.onicecandidate = ({ candidate }) => listener.candidate(candidate?.toJSON() ?? null);
    this.connection.ontrack = ({ track }) => this.remote.addTrack(track);
    this.connection.onconnectionstatechange = () => {
      if (this.connection.connectionState === "connected") listener.connected();
      if (this.connection.connectionState === "failed") listener.failed();
    };
    this.states.onmessage = ({ data }) => {
      const state = readState(data);
      if (state) listener.remoteState(state);
    };
  }

  async offer(): Promise<RTCSessionDescriptionInit> {
    const [audio] = this.local.getAudioTracks();
    const [video] = this.local.getVideoTracks();
    const sending: RTCRtpTransceiverInit = { direction: "sendrecv", streams: [this.local] };
    this.connection.addTransceiver(audio ?? "audio", sending);
    // There from the beginning even without a camera: turning one on later needs no new agreement.
    this.connection.addTransceiver(video ?? "video", sending);
    await this.connection.setLocalDescription();
    return this.description();
  }

  async accept(offer: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit> {
    await this.connection.setRemoteDescription(offer);
    for (const transceiver of this.connection.getTransceivers()) {
      const { kind } = transceiver.receiver.track;
      const track = this.local.getTracks().find((own) => own.kind === kind) ?? null;
      transceiver.direction = "sendrecv";
      transceiver.sender.setStreams?.(this.local);
      await transceiver.sender.replaceTrack(track);
    }
    await this.connection.setLocalDescription();
    await this.takeEarlyCandidates();
    return this.description();
  }

  async answered(answer: RTCSessionDescriptionInit): Promise<void> {
    await this.connection.setRemoteDescription(answer);
    await this.takeEarlyCandidates();
  }

  /** A candidate of the other end; those that come too early wait. */
  async candidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    if (!this.connection.remoteDescription) {
      this.early.push(candidate);
      return;
    }
    await this.take(candidate);
  }

  /** Whether the other end can be shown a picture at all. */
  get takesVideo(): boolean {
    return this.videoSender() !== undefined;
  }

  /** Sends that picture from now on, or none. */
  async show(track: MediaStreamTrack | null): Promise<void> {
    await this.videoSender()?.replaceTrack(track);
  }

  tell(state: PeerState): void {
    if (this.states.readyState === "open") this.states.send(JSON.stringify(state));
  }

  /** Calls back when {@link tell} can be heard. */
  whenTelling(callback: () => void): void {
    this.states.onopen = callback;
  }

  close(): void {
    this.connection.onicecandidate = null;
    this.connection.ontrack = null;
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }

  private videoSender(): RTCRtpSender | undefined {
    return this.connection.getTransceivers().find(({ receiver }) => receiver.track.kind === "video")?.sender;
  }

  private async takeEarlyCandidates(): Promise<void> {
    for (const candidate of this.early.splice(0)) await this.take(candidate);
  }

  private async take(candidate: RTCIceCandidateInit | null): Promise<void> {
    try {
      await this.connection.addIceCandidate(candidate ?? undefined);
    } catch {
      // One way less to the other end; what matters is whether any is left.
    }
  }

  private description(): RTCSessionDescriptionInit {
    const { type, sdp } = this.connection.localDescription as RTCSessionDescription;
    return { type, sdp };
  }
}

function readState(data: unknown): PeerState | undefined {
  try {
    const { camera, muted } = JSON.parse(String(data)) as Partial<PeerState>;
    return { camera: camera === true, muted: muted === true };
  } catch {
    return undefined;
  }
}
