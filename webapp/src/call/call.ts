import type { AnswerSignal, CandidateSignal, OfferSignal } from "../foyer-client/index";
import type { CallListener, Outcome, Phase, Signals } from "./call-state";
import { closeMedia, explainMedia, openCamera, openMedia } from "./media";
import { OtherTabs } from "./other-tabs";
import { Peer, type PeerState } from "./peer";

/** How long a call rings, and how long a line may take to be made. */
const PATIENCE_MS = 30_000;
/** The caller gives up first; the other end stops by itself only when it hears nothing of that. */
const RINGING_MS = PATIENCE_MS + 5_000;

/** The call in a room: at most one at a time. */
export class Call {
  private phase: Phase = "idle";
  private video = false;
  private since = 0;
  private muted = false;
  private partner: PeerState = { camera: false, muted: false };
  private peer: Peer | undefined;
  private local: MediaStream | undefined;
  private offered: RTCSessionDescriptionInit | undefined;
  private early: (RTCIceCandidateInit | null)[] = [];
  private timer = 0;
  /** Counts calls: what was begun for an earlier one comes to nothing. */
  private turn = 0;
  private readonly tabs: OtherTabs;

  constructor(
    private readonly signals: Signals,
    private readonly listener: CallListener,
    private readonly iceServers: () => Promise<RTCIceServer[]>,
  ) {
    this.tabs = new OtherTabs((taken) => {
      if (taken && this.phase === "ringing") this.finish({ how: "elsewhere", video: this.video });
      else this.show();
    });
    addEventListener("pagehide", () => this.hangUp());
  }

  /** Whose calls these are. */
  belongTo(userId: string): void {
    this.tabs.belongTo(userId);
  }

  // ---- What the guest does ----

  async begin(video: boolean): Promise<void> {
    if (this.phase !== "idle" || this.tabs.taken) return;
    const turn = this.enter("calling", video);
    this.tabs.hold();
    await this.attempt(turn, async () => {
      const peer = await this.makePeer(turn, video);
      if (!peer) return;
      const offer = await peer.offer();
      if (turn !== this.turn) return;
      this.timer = window.setTimeout(() => {
        this.signals.timeout();
        this.finish({ how: "no-answer", video });
      }, PATIENCE_MS);
      await this.signals.offer({ offer, type: video ? "video" : "audio" });
    });
  }

  async answer(withVideo: boolean): Promise<void> {
    const { offered } = this;
    if (this.phase !== "ringing" || !offered) return;
    const early = this.early.splice(0);
    const turn = this.enter("connecting", this.video);
    this.tabs.hold();
    await this.attempt(turn, async () => {
      const peer = await this.makePeer(turn, withVideo);
      if (!peer) return;
      for (const candidate of [...early, ...this.early.splice(0)]) await peer.candidate(candidate);
      const answer = await peer.accept(offered);
      if (turn !== this.turn) return;
      this.show();
      await this.signals.answer({ answer });
    });
  }

  reject(): void {
    if (this.phase !== "ringing") return;
    this.tabs.hold();
    this.signals.reject();
    this.finish({ how: "you-declined", video: this.video });
  }

  /** Ends the call, or stops calling. */
  hangUp(): void {
    if (this.phase === "idle" || this.phase === "ringing") return;
    this.signals.end();
    this.finish(this.outcomeOfTheEnd());
  }

  mute(muted: boolean): void {
    this.muted = muted;
    this.local?.getAudioTracks().forEach((track) => (track.enabled = !muted));
    this.tell();
    this.show();
  }

  async turnCamera(on: boolean): Promise<void> {
    const { peer, local, turn } = this;
    if (!peer || !local) return;
    for (const track of local.getVideoTracks()) {
      track.stop();
      local.removeTrack(track);
    }
    await this.attemptQuietly("the camera", async () => {
      const track = on ? await openCamera() : null;
      if (turn !== this.turn) {
        track?.stop();
        return;
      }
      if (track) local.addTrack(track);
      await peer.show(track);
    });
    this.tell();
    this.show();
  }

  /** The room is closed, or left: nobody is there any more to be told. */
  drop(): void {
    if (this.phase !== "idle") this.finish(this.outcomeOfTheEnd());
  }

  // ---- What the partner does ----

  /** @param givesWay when both call at once: whether this end takes the other's call */
  offerCame({ offer, type }: OfferSignal, givesWay: boolean): void {
    const video = type === "video";
    if (this.phase === "calling" && !givesWay) return;
    const wasCalling = this.phase === "calling";
    const withVideo = this.video;
    if (this.phase !== "idle") this.clear();
    this.enter("ringing", video);
    this.offered = offer;
    this.timer = window.setTimeout(() => this.finish({ how: "missed", video }), RINGING_MS);
    if (wasCalling) void this.answer(withVideo);
  }

  async answerCame({ answer }: AnswerSignal): Promise<void> {
    const { peer, turn } = this;
    if (this.phase !== "calling" || !peer) return;
    this.phase = "connecting";
    this.awaitConnection();
    this.show();
    await this.attempt(turn, () => peer.answered(answer));
  }

  async candidateCame({ candidate }: CandidateSignal): Promise<void> {
    if (this.peer) await this.peer.candidate(candidate);
    else if (this.phase === "ringing" || this.phase === "connecting") this.early.push(candidate);
  }

  endCame(): void {
    if (this.phase === "ringing") this.finish({ how: "missed", video: this.video });
    else if (this.phase !== "idle") this.finish(this.outcomeOfTheEnd());
  }

  rejectCame(): void {
    if (this.phase === "calling") this.finish({ how: "declined", video: this.video });
  }

  timeoutCame(): void {
    if (this.phase === "ringing") this.finish({ how: "missed", video: this.video });
  }

  // ---- How it goes ----

  private enter(phase: Phase, video: boolean): number {
    clearTimeout(this.timer);
    this.phase = phase;
    this.video = video;
    if (phase === "connecting") this.awaitConnection();
    this.show();
    return ++this.turn;
  }

  private awaitConnection(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.lost(), PATIENCE_MS);
  }

  private async makePeer(turn: number, video: boolean): Promise<Peer | undefined> {
    const [local, iceServers] = await Promise.all([openMedia(video), this.iceServers()]);
    if (turn !== this.turn) {
      closeMedia(local);
      return undefined;
    }
    this.local = local;
    this.peer = new Peer(local, {
      candidate: (candidate) => this.signals.candidate({ candidate }),
      connected: () => this.connected(),
      failed: () => this.lost(),
      remoteState: (state) => {
        this.partner = state;
        this.show();
      },
    }, { iceServers });
    this.peer.whenTelling(() => this.tell());
    this.show();
    return this.peer;
  }

  private connected(): void {
    if (this.phase === "connected") return;
    clearTimeout(this.timer);
    this.phase = "connected";
    this.since = Date.now();
    this.show();
  }

  private lost(): void {
    this.signals.end();
    this.finish({ how: "lost", video: this.video });
  }

  private tell(): void {
    this.peer?.tell({ camera: this.hasCamera(), muted: this.muted });
  }

  private hasCamera(): boolean {
    return (this.local?.getVideoTracks().length ?? 0) > 0;
  }

  private outcomeOfTheEnd(): Outcome {
    const { video } = this;
    if (this.phase === "connected") return { how: "talked", video, ms: Date.now() - this.since };
    return { how: this.phase === "ringing" ? "missed" : "cancelled", video };
  }

  private finish(outcome: Outcome): void {
    this.clear();
    this.show();
    this.listener.ended(outcome);
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.turn++;
    this.peer?.close();
    if (this.local) closeMedia(this.local);
    this.peer = undefined;
    this.local = undefined;
    this.offered = undefined;
    this.early = [];
    this.muted = false;
    this.partner = { camera: false, muted: false };
    this.phase = "idle";
    this.tabs.release();
  }

  /** What goes wrong in a step of the call ends it. */
  private async attempt(turn: number, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (turn !== this.turn) return;
      const { phase } = this;
      const { video } = this;
      this.listener.problem(
        error instanceof DOMException
          ? explainMedia(error, video ? "the microphone or camera" : "the microphone")
          : `The call did not come about: ${(error as Error).message}`,
      );
      if (phase === "connecting") this.signals.end();
      this.finish({ how: "cancelled", video });
    }
  }

  private async attemptQuietly(what: string, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.listener.problem(explainMedia(error, what));
    }
  }

  private show(): void {
    this.listener.changed({
      phase: this.phase,
      video: this.video,
      since: this.since,
      camera: this.hasCamera(),
      muted: this.muted,
      cameraPossible: this.peer?.takesVideo ?? false,
      local: this.local,
      remote: this.peer?.remote,
      partner: this.partner,
      elsewhere: this.tabs.taken,
    });
  }
}
