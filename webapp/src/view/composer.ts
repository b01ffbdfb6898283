import { LONGEST_TEXT, type Talk } from "../chat/talk";
import { canRecord } from "../chat/recorder";
import { byId, onUse, setUsable } from "./dom";
import { RecordingView } from "./recording";
import { TrayView } from "./tray";

const COUNTED_FROM = LONGEST_TEXT - 100;

/** Where a message is written, files are chosen, and a voice note is recorded. */
export class ComposerView {
  private readonly text = byId<HTMLTextAreaElement>("text");
  private readonly count = byId("text-count");
  private readonly send = byId<HTMLButtonElement>("send");
  private readonly record = byId<HTMLButtonElement>("record");
  private readonly file = byId<HTMLInputElement>("file");
  private readonly tray: TrayView;
  private readonly recording: RecordingView;

  constructor(
    private readonly talk: Talk,
    problem: (message: string) => void,
  ) {
    this.tray = new TrayView(() => this.refresh(), problem);
    this.recording = new RecordingView((recording) => talk.sendVoice(recording), problem);
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.text.addEventListener("input", () => {
      talk.typing.wrote(this.text.value);
      this.refresh();
    });
    this.text.addEventListener("keydown", (event) => {
      // While a word is being composed (Japanese, Chinese), Enter takes the word.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    onUse(byId<HTMLButtonElement>("attach"), () => this.file.click());
    onUse(this.record, () => void this.recording.start());
    this.file.addEventListener("change", () => {
      this.tray.add(this.file.files ?? []);
      this.file.value = "";
      this.text.focus();
    });
    this.takeDropped();
    this.refresh();
  }

  focus(): void {
    this.text.focus();
  }

  /** For another room. */
  clear(): void {
    this.text.value = "";
    this.tray.clear();
    this.recording.cancel();
    this.refresh();
  }

  private submit(): void {
    const text = this.text.value.trim();
    if (lengthOf(text) > LONGEST_TEXT) return;
    for (const file of this.tray.take()) this.talk.sendFile(file);
    if (text !== "") this.talk.say(text);
    this.text.value = "";
    this.refresh();
    this.text.focus();
  }

  private refresh(): void {
    const length = lengthOf(this.text.value.trim());
    const over = length > LONGEST_TEXT;
    this.count.textContent = length > COUNTED_FROM ? `${(LONGEST_TEXT - length).toLocaleString()} left` : "";
    this.count.dataset["over"] = String(over);
    const something = length > 0 || !this.tray.isEmpty;
    setUsable(this.send, something && !over);
    this.send.hidden = !something && canRecord();
    this.record.hidden = something || !canRecord();
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }

  private takeDropped(): void {
    const talk = byId("talk");
    const over = (event: DragEvent, inside: boolean) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      talk.dataset["drop"] = String(inside);
    };
    talk.addEventListener("dragover", (event) => over(event, true));
    talk.addEventListener("dragleave", (event) => over(event, talk.contains(event.relatedTarget as Node | null)));
    talk.addEventListener("drop", (event) => {
      over(event, false);
      this.tray.add(event.dataTransfer?.files ?? []);
      this.text.focus();
    });
    this.text.addEventListener("paste", ({ clipboardData }) => this.tray.add(clipboardData?.files ?? []));
  }
}

/** In characters, as the server counts them. */
const lengthOf = (text: string) => Array.from(text).length;
