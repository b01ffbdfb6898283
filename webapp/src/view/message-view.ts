import type { Entry, SharedFile, Status, Upload } from "../chat/message";
import { element, icon, iconButton, shortTime, size } from "./dom";
import { voicePlayer } from "./voice-player";

export interface MessageActions {
  retry(entry: Entry): void;
  discard(entry: Entry): void;
  enlarge(file: SharedFile): void;
  /** A picture or film has its size now, and with it the list. */
  grew(): void;
}

const STATUS: Record<Status, [icon: string, words: string]> = {
  waiting: ["clock", "Waiting for the connection"],
  sending: ["clock", "Sending"],
  sent: ["sent", "Sent"],
  delivered: ["delivered", "Delivered"],
  failed: ["failed", "Not sent"],
};

/** One entry of the conversation, as an item of its list. */
export class MessageView {
  readonly item = element("li", "message");
  private readonly content = element("div", "bubble");
  private readonly meta = element("p", "meta");
  private shown = "";

  constructor(
    private readonly entry: Entry,
    partner: string,
    private readonly actions: MessageActions,
  ) {
    if (entry.body.kind === "note") {
      this.item.className = "note";
      this.item.textContent = `${entry.body.text} · ${shortTime(entry.at)}`;
      return;
    }
    this.item.dataset["mine"] = String(entry.mine);
    this.item.append(element("span", "unseen", entry.mine ? "You: " : `${partner}: `), this.content, this.meta);
    this.update();
  }

  /** After a change of the entry. */
  update(): void {
    const { entry } = this;
    if (entry.body.kind === "note") return;
    this.item.dataset["status"] = entry.status;
    // A body is built once of its kind: a film that plays must not begin anew when its message is delivered.
    const { kind } = entry.body;
    if (this.shown !== kind) this.build();
    if (kind === "upload") this.progress(entry.body.upload);
    this.shown = kind;
    this.showMeta();
  }

  private build(): void {
    const { body } = this.entry;
    this.content.classList.toggle("bubble-bare", isBare(this.entry));
    switch (body.kind) {
      case "text":
        this.content.textContent = body.text;
        break;
      case "file":
        this.content.replaceChildren(this.file(body.file));
        break;
      case "voice":
        this.content.replaceChildren(voicePlayer(body.voice));
        break;
      case "upload":
        this.content.replaceChildren(this.upload(body.upload));
        break;
    }
  }

  private showMeta(): void {
    const { entry, meta } = this;
    meta.replaceChildren(shortTime(entry.at));
    if (!entry.mine) return;
    const [name, words] = STATUS[entry.status];
    const mark = icon(name);
    if (entry.status === "failed") {
      meta.replaceChildren(mark, entry.problem ? `${words}: ${entry.problem}` : words);
      meta.append(this.button("Try again", () => this.actions.retry(entry)));
      meta.append(this.button("Remove", () => this.actions.discard(entry)));
    } else {
      meta.append(mark, element("span", "unseen", words));
      meta.title = words;
    }
  }

  private button(label: string, action: () => void): HTMLButtonElement {
    const button = element("button", "", label);
    button.type = "button";
    button.addEventListener("click", action);
    return button;
  }

  private file(file: SharedFile): HTMLElement {
    if (file.showPath !== undefined && file.category === "image") return this.picture(file, file.showPath);
    if (file.showPath !== undefined && file.category === "video") return this.film(file, file.showPath);
    return this.attachment(file);
  }

  private picture(file: SharedFile, path: string): HTMLElement {
    const button = element("button", "picture");
    button.type = "button";
    const image = element("img", "");
    image.alt = `Picture ${file.name}`;
    button.setAttribute("aria-label", `Picture ${file.name}: enlarge`);
    image.addEventListener("load", () => this.actions.grew());
    // Not every browser shows every format, and the file goes with the room.
    image.addEventListener("error", () => button.replaceWith(this.attachment(file)));
    image.src = path;
    button.append(image);
    button.addEventListener("click", () => this.actions.enlarge(file));
    return button;
  }

  private film(file: SharedFile, path: string): HTMLElement {
    const video = element("video", "");
    video.controls = true;
    video.preload = "metadata";
    video.playsInline = true;
    video.setAttribute("aria-label", `Video ${file.name}`);
    video.addEventListener("loadedmetadata", () => this.actions.grew());
    video.addEventListener("error", () => video.replaceWith(this.attachment(file)));
    video.src = path;
    return video;
  }

  private attachment({ name, bytes, category, showPath, downloadPath }: SharedFile): HTMLElement {
    this.content.classList.remove("bubble-bare");
    const box = element("div", "attachment");
    box.append(icon("file"), element("span", "attachment-name", name), element("span", "attachment-size", size(bytes)));
    if (downloadPath !== undefined) {
      const link = element("a", "");
      link.href = downloadPath;
      link.download = name;
      link.setAttribute("aria-label", `Download ${name}`);
      link.append(icon("download"));
      box.append(link);
    }
    if (category === "audio" && showPath !== undefined) {
      const audio = element("audio", "");
      audio.controls = true;
      audio.preload = "metadata";
      audio.setAttribute("aria-label", `Sound ${name}`);
      audio.src = showPath;
      box.append(audio);
    }
    return box;
  }

  private upload({ name, preview, voice }: Upload): HTMLElement {
    const box = element("div", "attachment");
    if (preview !== undefined) {
      const image = element("img", "upload-preview");
      image.alt = "";
      image.src = preview;
      image.addEventListener("load", () => this.actions.grew());
      box.append(image);
    } else {
      box.append(icon(voice ? "mic" : "file"));
    }
    box.append(element("span", "attachment-name", name), element("span", "attachment-size"));
    box.append(iconButton("close", `Stop sending ${name}`, () => this.actions.discard(this.entry)));
    const progress = element("progress", "");
    progress.max = 1;
    progress.setAttribute("aria-label", `${name} is being sent`);
    box.append(progress);
    return box;
  }

  private progress({ progress, bytes }: Upload): void {
    const failed = this.entry.status === "failed";
    const bar = this.content.querySelector("progress");
    if (bar) {
      bar.value = progress;
      bar.hidden = failed;
    }
    const done = this.content.querySelector(".attachment-size");
    if (done) done.textContent = failed ? size(bytes) : `${size(Math.round(bytes * progress))} of ${size(bytes)}`;
  }
}

/** A picture or film is its own frame. */
function isBare({ body }: Entry): boolean {
  return body.kind === "file" && body.file.showPath !== undefined && ["image", "video"].includes(body.file.category);
}
