import type { MatchedUser } from "../foyer-client/index";
import type { Visit } from "../visit/state";
import { byId, duration, element, monogram } from "./dom";
import { languageName } from "./languages";

/** Without a sign of it for this long the partner has stopped typing, or its `stop` was lost. */
const TYPING_MS = 6_000;

const GENDERS: Readonly<Record<string, string>> = { female: "woman", male: "man" };

/** Who one is talking to, and what it is doing. */
export class ChatView {
  private readonly title = byId("chat-title");
  private readonly about = byId("chat-about");
  private readonly typing = byId("typing");
  private partner: MatchedUser | undefined;
  private typingEnds = 0;
  private ticking = 0;

  show(visit: Visit & { at: "chat" }): void {
    const { partner } = visit.room;
    this.partner = partner;
    this.title.textContent = partner.username;
    byId("chat-monogram").textContent = monogram(partner.username);
    clearInterval(this.ticking);
    if (visit.away) {
      this.stopTyping();
      const { until } = visit.away;
      const tick = () => this.say("away", `Away, waiting ${duration((until - Date.now()) / 1000 + 1)}`);
      tick();
      this.ticking = window.setInterval(tick, 1000);
    } else {
      this.say("here", describe(partner));
    }
  }

  leave(): void {
    clearInterval(this.ticking);
    this.stopTyping();
  }

  startTyping(): void {
    clearTimeout(this.typingEnds);
    this.typingEnds = window.setTimeout(() => this.stopTyping(), TYPING_MS);
    if (this.typing.childElementCount > 0) return;
    const dots = element("span", "typing-dots");
    dots.setAttribute("aria-hidden", "true");
    dots.append(element("i", ""), element("i", ""), element("i", ""));
    this.typing.replaceChildren(dots, element("span", "", `${this.partner?.username ?? "Your partner"} is typing…`));
  }

  stopTyping(): void {
    clearTimeout(this.typingEnds);
    this.typing.replaceChildren();
  }

  private say(tone: string, words: string): void {
    this.about.dataset["tone"] = tone;
    this.about.textContent = words;
  }
}

/** What a guest tells of itself, in one line. */
export function describe({ location, gender, language }: MatchedUser): string {
  const parts = [
    gender ? (GENDERS[gender] ?? gender) : "",
    location ?? "",
    language ? `speaks ${languageName(language)}` : "",
  ];
  return parts.filter(Boolean).join(" · ") || "Here with you";
}
