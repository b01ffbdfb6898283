import { ApiError } from "../guest/api";
import { byId, onUse, setUsable } from "./dom";

export interface Entry {
  username: string;
  transports: string[];
}

/** The form with which a guest comes in under another name, or by another transport. */
export class EntryForm {
  private readonly form = byId<HTMLFormElement>("enter");
  private readonly username = byId<HTMLInputElement>("username");
  private readonly problem = byId("username-problem");
  private readonly transports = byId<HTMLSelectElement>("transports");
  private readonly roll = byId<HTMLButtonElement>("roll");
  private readonly submit = this.form.querySelector("button.primary") as HTMLButtonElement;

  constructor(enter: (entry: Entry) => Promise<void>, suggest: () => Promise<string>) {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.whileBusy(() => enter(this.read()));
    });
    onUse(this.roll, () => {
      void this.whileBusy(async () => {
        this.username.value = await suggest();
      });
    });
  }

  read(): Entry {
    return { username: this.username.value.trim(), transports: this.transports.value.split(",") };
  }

  private async whileBusy(work: () => Promise<void>): Promise<void> {
    if (this.submit.getAttribute("aria-disabled") === "true") return;
    this.busy(true);
    this.showProblem("");
    try {
      await work();
    } catch (error) {
      this.showProblem(explain(error));
      this.username.focus();
    } finally {
      this.busy(false);
    }
  }

  private busy(busy: boolean): void {
    setUsable(this.submit, !busy);
    setUsable(this.roll, !busy);
  }

  private showProblem(message: string): void {
    this.problem.textContent = message;
    this.username.setAttribute("aria-invalid", String(message !== ""));
  }
}

function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return "The server cannot be reached.";
  return error.fields.map(({ field, message }) => `${field} ${message}`).join("; ") || error.message;
}
