const EVERY_MS = 2_400;
/** Two soft notes, in hertz and seconds. */
const NOTES = [
  { pitch: 659, at: 0 },
  { pitch: 880, at: 0.22 },
];
const LASTS = 0.5;
const LOUDNESS = 0.12;

/** Rings as long as somebody calls, for whoever does not look at the page just now. */
export class Ring {
  private audio: AudioContext | undefined;
  private timer = 0;

  start(): void {
    if (this.audio) return;
    this.audio = new AudioContext();
    void this.audio.resume().then(() => this.strike());
    this.timer = window.setInterval(() => this.strike(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    void this.audio?.close();
    this.audio = undefined;
  }

  private strike(): void {
    const { audio } = this;
    // A browser keeps a page silent that was never clicked on; then it is seen only.
    if (!audio || audio.state !== "running") return;
    for (const { pitch, at } of NOTES) {
      const begin = audio.currentTime + at;
      const tone = new OscillatorNode(audio, { type: "sine", frequency: pitch });
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.setValueAtTime(0, begin);
      volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, begin + LASTS);
      tone.connect(volume).connect(audio.destination);
      tone.start(begin);
      tone.stop(begin + LASTS);
    }
  }
}
