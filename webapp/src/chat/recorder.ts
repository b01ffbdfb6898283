import { closeMedia } from "../call/media";
import { writeWave } from "./message";

/** As long as a voice note may be. */
export const LONGEST_SECONDS = 300;
const BARS = 40;
const SAMPLE_MS = 50;

export interface Recording {
  audio: Blob;
  filename: string;
  /** At least one: what the server takes for a voice note. */
  seconds: number;
  /** 0–9 each. */
  wave: number[];
}

/** Whether this browser can record at all. */
export const canRecord = () => typeof MediaRecorder === "function" && !!navigator.mediaDevices;

/** Records one voice note from the microphone. */
export class VoiceRecorder {
  private readonly recorder: MediaRecorder;
  private readonly chunks: Blob[] = [];
  private readonly levels: number[] = [];
  private readonly audio = new AudioContext();
  private readonly analyser = this.audio.createAnalyser();
  private readonly started = performance.now();
  private readonly sampling: number;

  /** @param heard called some times a second with the level, 0–1, and the seconds so far */
  private constructor(
    private readonly stream: MediaStream,
    heard: (level: number, seconds: number) => void,
  ) {
    const type = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"].find((known) =>
      MediaRecorder.isTypeSupported(known),
    );
    this.recorder = new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), audioBitsPerSecond: 32_000 });
    this.recorder.ondataavailable = ({ data }) => this.chunks.push(data);
    this.audio.createMediaStreamSource(stream).connect(this.analyser);
    const samples = new Float32Array(this.analyser.fftSize);
    this.sampling = window.setInterval(() => {
      this.analyser.getFloatTimeDomainData(samples);
      const level = Math.min(1, Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length) * 4);
      this.levels.push(level);
      heard(level, this.seconds);
    }, SAMPLE_MS);
    this.recorder.start(1000);
  }

  /** Rejects when there is no microphone to be had. */
  static async start(heard: (level: number, seconds: number) => void): Promise<VoiceRecorder> {
    return new VoiceRecorder(await navigator.mediaDevices.getUserMedia({ audio: true }), heard);
  }

  get seconds(): number {
    return (performance.now() - this.started) / 1000;
  }

  async finish(): Promise<Recording> {
    const { seconds } = this;
    const stopped = new Promise<void>((resolve) => (this.recorder.onstop = () => resolve()));
    this.recorder.stop();
    await stopped;
    this.release();
    const type = this.recorder.mimeType.split(";")[0] || "audio/webm";
    return {
      audio: new Blob(this.chunks, { type }),
      filename: `voice.${type.split("/")[1]}`,
      seconds: Math.min(LONGEST_SECONDS, Math.max(1, Math.round(seconds))),
      wave: bars(this.levels),
    };
  }

  cancel(): void {
    this.recorder.onstop = null;
    if (this.recorder.state !== "inactive") this.recorder.stop();
    this.release();
  }

  private release(): void {
    clearInterval(this.sampling);
    closeMedia(this.stream);
    void this.audio.close();
  }
}

/** The loudest moment of each part, in relation to the loudest of all. */
function bars(levels: readonly number[]): number[] {
  const loudest = Math.max(0.05, ...levels);
  const parts = Array.from({ length: BARS }, (_, i) => {
    const part = levels.slice(Math.floor((i * levels.length) / BARS), Math.ceil(((i + 1) * levels.length) / BARS));
    return Math.max(0, ...part) / loudest;
  });
  return Array.from(writeWave(parts.map((part) => part * 9)), Number);
}
