import type { SharedFile } from "../chat/message";
import { byId } from "./dom";

/** Asks whether that is meant. */
export function ask({ title, text, yes, no }: { title: string; text: string; yes: string; no: string }): Promise<boolean> {
  const dialog = byId<HTMLDialogElement>("ask");
  byId("ask-title").textContent = title;
  byId("ask-text").textContent = text;
  byId("ask-yes").textContent = yes;
  byId("ask-no").textContent = no;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

/** Nobody is asked any more. */
export function stopAsking(): void {
  byId<HTMLDialogElement>("ask").close("no");
}

export function wireDialogs(): void {
  const dialog = byId<HTMLDialogElement>("ask");
  byId("ask-yes").addEventListener("click", () => dialog.close("yes"));
  byId("ask-no").addEventListener("click", () => dialog.close("no"));
  const lightbox = byId<HTMLDialogElement>("lightbox");
  byId("lightbox-close").addEventListener("click", () => lightbox.close());
  // A click beside a dialog closes it.
  for (const closed of [dialog, lightbox, byId<HTMLDialogElement>("details")]) {
    closed.addEventListener("click", (event) => {
      if (event.target === closed && isOutside(event, closed)) closed.close();
    });
  }
}

/** A picture as large as the window. */
export function enlarge({ name, showPath, downloadPath }: SharedFile): void {
  if (showPath === undefined) return;
  const image = byId<HTMLImageElement>("lightbox-image");
  const download = byId<HTMLAnchorElement>("lightbox-download");
  image.src = showPath;
  image.alt = name;
  byId("lightbox-name").textContent = name;
  download.hidden = downloadPath === undefined;
  download.href = downloadPath ?? "";
  download.download = name;
  byId<HTMLDialogElement>("lightbox").showModal();
}

function isOutside({ clientX, clientY }: MouseEvent, dialog: HTMLElement): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
