import type { VoiceNote } from "../chat/message";
import { duration, element, icon, setIcon, svgElement } from "./dom";

const BARS = 40;
const WIDTH = 160;
const HEIGHT = 30;

/** The one that plays; another one that begins stops it. */
let playing: HTMLAudioElement | undefined;

/** A voice note: one button, and how far it is. */
export function voicePlayer({ seconds, showPath, wave }: VoiceNote): HTMLElement {
  const player = element("div", "voice");
  const button = element("button", "");
  button.type = "button";
  button.append(icon("play"));
  const bars = waveform(wave);
  const time = element("time", "", duration(seconds));
  player.append(button, bars, time);

  const name = (verb: string) => button.setAttribute("aria-label", `${verb} voice note, ${Math.round(seconds)} seconds`);
  name("Play");
  if (showPath === undefined) {
    button.disabled = true;
    return player;
  }
  const audio = new Audio();
  audio.preload = "none";
  audio.src = showPath;
  const show = () => {
    setIcon(button, audio.paused ? "play" : "pause");
    name(audio.paused ? "Play" : "Pause");
  };
  const progress = () => {
    const part = seconds > 0 ? audio.currentTime / seconds : 0;
    bars.querySelectorAll("rect").forEach((bar, i) => bar.classList.toggle("heard", i < part * BARS));
    time.textContent = duration(audio.currentTime > 0 ? audio.currentTime : seconds);
  };
  audio.addEventListener("play", show);
  audio.addEventListener("pause", show);
  audio.addEventListener("timeupdate", progress);
  audio.addEventListener("ended", () => {
    audio.currentTime = 0;
    progress();
  });
  audio.addEventListener("error", () => {
    button.disabled = true;
    time.textContent = "gone";
  });
  button.addEventListener("click", () => {
    if (!audio.paused) {
      audio.pause();
      return;
    }
    if (playing !== audio) playing?.pause();
    playing = audio;
    void audio.play().catch(() => undefined);
  });
  return player;
}

/** Silences whatever plays. */
export function stopPlaying(): void {
  playing?.pause();
  playing = undefined;
}

function waveform(wave: readonly number[]): SVGSVGElement {
  const svg = svgElement("svg", {
    class: "wave", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true",
  });
  const step = WIDTH / BARS;
  for (let i = 0; i < BARS; i++) {
    const level = wave.length > 0 ? (wave[Math.floor((i * wave.length) / BARS)] ?? 0) : 2;
    const height = 3 + (level / 9) * (HEIGHT - 3);
    svg.append(svgElement("rect", { x: i * step, y: (HEIGHT - height) / 2, width: step * 0.55, height, rx: 1 }));
  }
  return svg;
}
