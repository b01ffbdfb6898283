import type { GuestUser } from "../foyer-client/index";
import { ApiError } from "../foyer-client/index";
import { explain } from "../visit/explain";
import type { Introduction } from "../visit/guest-visit";
import { byId, element, onUse, setUsable } from "./dom";
import { languages } from "./languages";

const NAME = /^[A-Za-z0-9_]{3,20}$/;

/** The home page's form: who the guest wants to be. */
export class HomeView {
  private readonly form = byId<HTMLFormElement>("enter");
  private readonly username = byId<HTMLInputElement>("username");
  private readonly location = byId<HTMLInputElement>("location");
  private readonly gender = byId<HTMLSelectElement>("gender");
  private readonly language = byId<HTMLSelectElement>("language");
  private readonly nameProblem = byId("username-problem");
  private readonly problem = byId("enter-problem");
  private readonly roll = byId<HTMLButtonElement>("roll");
  private readonly submit = byId<HTMLButtonElement>("meet");

  constructor(meet: (introduction: Introduction) => Promise<void>, suggest: () => Promise<string>) {
    for (const { code, name } of languages()) {
      const option = element("option", "", name);
      option.value = code;
      option.lang = code;
      this.language.append(option);
    }
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const introduction = this.read();
      if (introduction) void this.whileBusy(() => meet(introduction));
    });
    this.username.addEventListener("input", () => this.showNameProblem(""));
    onUse(this.roll, () => {
      void this.whileBusy(async () => {
        this.username.value = await suggest();
        this.showNameProblem("");
      });
    });
  }

  /** Who the guest is at the moment; what it is typing stays. */
  show({ username, location, gender, language }: GuestUser): void {
    if (document.activeElement !== this.username) this.username.value = username;
    this.location.value ||= location ?? "";
    this.gender.value ||= gender ?? "";
    this.language.value ||= language ?? "";
  }

  private read(): Introduction | undefined {
    const username = this.username.value.trim();
    if (username !== "" && !NAME.test(username)) {
      this.showNameProblem("A name has 3 to 20 letters, digits or _.");
      this.username.focus();
      return undefined;
    }
    return {
      username,
      location: this.location.value.trim(),
      gender: this.gender.value,
      language: this.language.value,
    };
  }

  private async whileBusy(work: () => Promise<void>): Promise<void> {
    if (this.submit.getAttribute("aria-disabled") === "true") return;
    this.busy(true);
    this.showNameProblem("");
    this.problem.textContent = "";
    try {
      await work();
    } catch (error) {
      this.explain(error);
    } finally {
      this.busy(false);
    }
  }

  private explain(error: unknown): void {
    const name = error instanceof ApiError && error.fields.some(({ field }) => field === "username");
    if (name) {
      this.showNameProblem(explain(error));
      this.username.focus();
    } else {
      this.problem.textContent = explain(error);
    }
  }

  private busy(busy: boolean): void {
    setUsable(this.submit, !busy);
    setUsable(this.roll, !busy);
  }

  private showNameProblem(message: string): void {
    this.nameProblem.textContent = message;
    this.username.setAttribute("aria-invalid", String(message !== ""));
  }
}
