import { LARGEST_FILE } from "../chat/talk";
import { byId, element, icon, iconButton, size } from "./dom";

const MOST = 10;

/** Files that were chosen and not sent yet: to be looked at once more. */
export class TrayView {
  private readonly list = byId<HTMLUListElement>("tray");
  private files: { file: File; item: HTMLLIElement }[] = [];

  /** @param changed how many can be sent, or what cannot, has changed */
  constructor(
    private readonly changed: () => void,
    private readonly problem: (message: string) => void,
  ) {}

  get isEmpty(): boolean {
    return this.files.length === 0;
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      if (this.files.length >= MOST) {
        this.problem(`${MOST} files at a time, please.`);
        break;
      }
      if (file.size > LARGEST_FILE) this.problem(`${file.name} is larger than 10 MB.`);
      else if (file.size === 0) this.problem(`${file.name} is empty, or a folder.`);
      else this.put(file);
    }
    this.show();
  }

  /** Gives what is in it, and is empty. */
  take(): File[] {
    const files = this.files.map(({ file }) => file);
    this.clear();
    return files;
  }

  clear(): void {
    for (const { item } of this.files) release(item);
    this.files = [];
    this.list.replaceChildren();
    this.show();
  }

  private put(file: File): void {
    const item = element("li", "tray-item");
    if (file.type.startsWith("image/") && !file.type.includes("svg")) {
      const image = element("img", "");
      image.alt = "";
      image.src = URL.createObjectURL(file);
      item.append(image);
    } else {
      item.append(icon("file"));
    }
    const words = element("span", "");
    words.append(element("span", "tray-name", file.name), element("span", "tray-size", size(file.size)));
    item.append(words, iconButton("close", `Do not send ${file.name}`, () => this.remove(item)));
    this.files.push({ file, item });
    this.list.append(item);
  }

  private remove(item: HTMLLIElement): void {
    release(item);
    item.remove();
    this.files = this.files.filter((other) => other.item !== item);
    this.show();
  }

  private show(): void {
    this.list.hidden = this.isEmpty;
    this.changed();
  }
}

function release(item: HTMLElement): void {
  const image = item.querySelector("img");
  if (image) URL.revokeObjectURL(image.src);
}
