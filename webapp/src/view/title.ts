/** The tab's title: where one is, and how much was said while one looked elsewhere. */
export class TitleView {
  private unread = 0;
  private place = "";

  constructor() {
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("focus", () => this.seen());
  }

  at(place: string): void {
    this.place = place;
    this.unread = 0;
    this.show();
  }

  /** Something came in. */
  count(): void {
    if (document.visibilityState === "visible" && document.hasFocus()) return;
    this.unread++;
    this.show();
  }

  private seen(): void {
    if (document.visibilityState !== "visible") return;
    this.unread = 0;
    this.show();
  }

  private show(): void {
    const place = this.place === "" ? "Foyer" : `${this.place} – Foyer`;
    document.title = this.unread > 0 ? `(${this.unread}) ${place}` : place;
  }
}
