import { explainMedia } from "../call/media";
import { LONGEST_SECONDS, VoiceRecorder, type Recording } from "../chat/recorder";
import { byId, duration } from "./dom";

const SHORTEST_SECONDS = 0.5;

/** Takes the composer's place while a voice note is recorded. */
export class RecordingView {
  private readonly bar = byId("recording");
  private readonly writing = byId("writing");
  private readonly time = byId("recording-time");
  private readonly level = byId<HTMLCanvasElement>("recording-level");
  private readonly send = byId<HTMLButtonElement>("recording-send");
  private recorder: VoiceRecorder | undefined;
  private starting = false;
  private levels: number[] = [];

  constructor(
    private readonly recorded: (recording: Recording) => void,
    private readonly problem: (message: string) => void,
  ) {
    this.send.addEventListener("click", () => void this.finish());
    byId("recording-cancel").addEventListener("click", () => this.cancel());
    this.bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.cancel();
    });
  }

  async start(): Promise<void> {
    if (this.recorder || this.starting) return;
    this.starting = true;
    this.levels = [];
    try {
      this.recorder = await VoiceRecorder.start((level, seconds) => this.heard(level, seconds));
      this.show(true);
      this.send.focus();
    } catch (error) {
      this.problem(explainMedia(error, "the microphone"));
    } finally {
      this.starting = false;
    }
  }

  cancel(): void {
    this.recorder?.cancel();
    this.end();
  }

  private async finish(): Promise<void> {
    const { recorder } = this;
    if (!recorder) return;
    if (recorder.seconds < SHORTEST_SECONDS) {
      this.cancel();
      return;
    }
    this.end();
    this.recorded(await recorder.finish());
  }

  private end(): void {
    if (!this.recorder) return;
    this.recorder = undefined;
    this.show(false);
    byId("text").focus();
  }

  private show(recording: boolean): void {
    this.bar.hidden = !recording;
    this.writing.hidden = recording;
  }

  private heard(level: number, seconds: number): void {
    this.time.textContent = duration(seconds);
    this.levels.push(level);
    this.draw();
    if (seconds >= LONGEST_SECONDS) void this.finish();
  }

  /** The last seconds, as bars that come in from the right. */
  private draw(): void {
    const pen = this.level.getContext("2d");
    if (!pen) return;
    const { clientWidth: width, clientHeight: height } = this.level;
    const density = devicePixelRatio;
    // Setting its size also wipes it.
    this.level.width = width * density;
    this.level.height = height * density;
    pen.scale(density, density);
    pen.fillStyle = getComputedStyle(this.level).color;
    const step = 4;
    this.levels.slice(-Math.floor(width / step)).forEach((level, i, all) => {
      const bar = Math.max(2, Math.min(1, level) * height);
      pen.fillRect(width - (all.length - i) * step, (height - bar) / 2, 2, bar);
    });
  }
}
