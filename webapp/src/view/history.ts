import type { Happening } from "../connection/record";
import { byId, element, showTime } from "./dom";

const KEPT = 200;

/** What happened to the connection, the latest first. */
export class HistoryView {
  private readonly list = byId<HTMLOListElement>("history");

  add({ tone, name, detail }: Happening): void {
    const item = element("li", "happening");
    item.dataset["tone"] = tone;
    const time = element("time", "happening-time");
    showTime(time, new Date());
    item.append(time, element("span", "happening-name", name), element("span", "happening-detail", detail));
    this.list.prepend(item);
    if (this.list.childElementCount > KEPT) this.list.lastElementChild?.remove();
  }
}
