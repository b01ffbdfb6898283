import type { Visit } from "../visit/state";
import { byId } from "./dom";

type Screen = Visit["at"];

const SCREENS: readonly Screen[] = ["home", "searching", "chat", "closed"];

/** Shows one of the screens, and leads the keyboard and the screen reader there. */
export class ScreensView {
  private shown: Screen = "home";

  constructor() {
    // The door is drawn once, for what is seen first.
    const door = document.querySelector(".home .door");
    for (const wall of document.querySelectorAll(".entrance-tall")) {
      if (door) wall.prepend(door.cloneNode(true));
    }
  }

  /** @param focus where the keyboard goes, if not to the screen's title */
  show(screen: Screen, focus?: () => void): void {
    if (screen === this.shown) return;
    this.shown = screen;
    for (const other of SCREENS) byId(other).hidden = other !== screen;
    document.body.dataset["screen"] = screen;
    scrollTo(0, 0);
    // A title with the focus is read out: that is how a screen reader learns of the new screen.
    if (focus) focus();
    else byId(`${screen}-title`).focus();
  }
}
