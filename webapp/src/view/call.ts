import type { Call } from "../call/call";
import type { CallState, Outcome } from "../call/call-state";
import { byId, duration, monogram, onUse, setIcon, setUsable } from "./dom";

/** How a call ended, as the conversation keeps it. */
export function tellOutcome(outcome: Outcome, partner: string): string {
  const call = outcome.video ? "video call" : "voice call";
  switch (outcome.how) {
    case "talked":
      return `${capital(call)}, ${duration(outcome.ms / 1000)}`;
    case "no-answer":
      return `${capital(call)}: no answer`;
    case "missed":
      return `Missed ${call}`;
    case "declined":
      return `${partner} declined the ${call}`;
    case "you-declined":
      return `You declined a ${call}`;
    case "cancelled":
      return `${capital(call)} ended before it began`;
    case "lost":
      return `The ${call} was lost: no line between the two of you`;
    case "elsewhere":
      return `${capital(call)} taken in another tab`;
  }
}

/** The call above the conversation: who, how long, and what can be done. */
export class CallView {
  private readonly box = byId("call");
  private readonly state = byId("call-state");
  private readonly remote = byId<HTMLVideoElement>("call-remote");
  private readonly local = byId<HTMLVideoElement>("call-local");
  private readonly muteButton = byId<HTMLButtonElement>("call-mute");
  private readonly cameraButton = byId<HTMLButtonElement>("call-camera");
  private readonly answer = byId<HTMLButtonElement>("call-answer");
  private readonly answerVideo = byId<HTMLButtonElement>("call-answer-video");
  private readonly rejectButton = byId<HTMLButtonElement>("call-reject");
  private readonly end = byId<HTMLButtonElement>("call-end");
  private readonly audio = byId<HTMLButtonElement>("call-audio");
  private readonly video = byId<HTMLButtonElement>("call-video");
  private partner = "";
  private phase = "idle";
  private camera = false;
  private ticking = 0;

  constructor(call: () => Call) {
    onUse(this.audio, () => void call().begin(false));
    onUse(this.video, () => void call().begin(true));
    onUse(this.answer, () => void call().answer(false));
    onUse(this.answerVideo, () => void call().answer(true));
    onUse(this.rejectButton, () => call().reject());
    onUse(this.end, () => call().hangUp());
    onUse(this.muteButton, () => call().mute(this.muteButton.getAttribute("aria-pressed") !== "true"));
    onUse(this.cameraButton, () => void call().turnCamera(!this.camera));
  }

  with(partner: string): void {
    this.partner = partner;
    byId("call-monogram").textContent = monogram(partner);
  }

  show(state: CallState): void {
    const { phase, video } = state;
    const before = this.phase;
    this.phase = phase;
    this.box.hidden = phase === "idle";
    this.box.dataset["phase"] = phase;
    const remoteVideo = phase === "connected" && state.partner.camera;
    this.box.dataset["remoteVideo"] = String(remoteVideo);
    this.box.dataset["localVideo"] = String(state.camera);
    this.box.dataset["video"] = String(remoteVideo || state.camera);
    attach(this.local, state.camera ? state.local : undefined);
    attach(this.remote, state.remote);

    const ringing = phase === "ringing";
    this.answer.hidden = !ringing;
    this.answerVideo.hidden = !ringing || !video;
    this.rejectButton.hidden = !ringing;
    this.end.hidden = ringing;
    this.muteButton.hidden = phase !== "connected";
    this.cameraButton.hidden = phase !== "connected" || !state.cameraPossible;
    this.muteButton.setAttribute("aria-pressed", String(state.muted));
    setIcon(this.muteButton, state.muted ? "mic-off" : "mic");
    this.camera = state.camera;
    this.cameraButton.querySelector("span")?.replaceChildren(state.camera ? "Camera off" : "Camera on");
    setIcon(this.cameraButton, state.camera ? "video-off" : "video");
    this.answer.querySelector("span")?.replaceChildren(video ? "Without video" : "Answer");
    const callable = phase === "idle" && !state.elsewhere;
    setUsable(this.audio, callable);
    setUsable(this.video, callable);

    this.tell(state);
    if (phase !== before) this.focus(phase);
  }

  private tell(state: CallState): void {
    clearInterval(this.ticking);
    const { partner } = this;
    const call = state.video ? "Video call" : "Voice call";
    switch (state.phase) {
      case "calling":
        this.say(`Calling ${partner}…`);
        break;
      case "ringing":
        this.say(`${call} from ${partner}`);
        break;
      case "connecting":
        this.say("Connecting the two of you…");
        break;
      case "connected": {
        // The clock is for the eye: it is not read out every second.
        this.state.setAttribute("aria-live", "off");
        const tick = () => {
          const muted = state.partner.muted ? `, ${partner} is muted` : "";
          this.state.textContent = `${partner}, ${duration((Date.now() - state.since) / 1000)}${muted}`;
        };
        tick();
        this.ticking = window.setInterval(tick, 1000);
        break;
      }
      case "idle":
        break;
    }
  }

  private say(words: string): void {
    this.state.setAttribute("aria-live", "polite");
    this.state.textContent = words;
  }

  /** The keyboard goes to what comes next, unless somebody is writing. */
  private focus(phase: string): void {
    if (document.activeElement?.id === "text") return;
    if (phase === "ringing") this.answer.focus();
    else if (phase === "idle") byId("text").focus();
    else this.end.focus();
  }
}

function attach(video: HTMLVideoElement, stream: MediaStream | undefined): void {
  if (video.srcObject === (stream ?? null)) return;
  video.srcObject = stream ?? null;
  if (stream) void video.play().catch(() => undefined);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
