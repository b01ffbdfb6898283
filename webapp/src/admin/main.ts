import { byId } from "../view/dom";
import { AdminApi, Refused } from "./api";
import { confirmed } from "./confirm";
import { showFigures } from "./figures-view";
import { count } from "./format";
import { type GuestActions, GuestsView } from "./guests-view";

const REFRESH_MS = 2_000;
const RESULT_MS = 6_000;

const signInForm = byId<HTMLFormElement>("sign-in-form");
const tokenField = byId<HTMLInputElement>("token");

let desk: Desk | undefined;

signInForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const token = tokenField.value.trim();
  if (!token) {
    signedOut("Paste a token first");
    return;
  }
  const api = new AdminApi(token);
  api.figures().then(
    (figures) => {
      tokenField.value = "";
      byId("sign-in-problem").textContent = "";
      byId("sign-in").hidden = true;
      byId("desk").hidden = false;
      byId<HTMLSelectElement>("log-level").value = figures.logLevel;
      showFigures(figures);
      desk = new Desk(api);
      byId("desk").focus();
    },
    (problem: Error) => signedOut(problem.message),
  );
});

function signedOut(why: string): void {
  desk?.close();
  desk = undefined;
  byId("desk").hidden = true;
  byId("sign-in").hidden = false;
  byId("node-state").textContent = "";
  delete document.body.dataset["node"];
  byId("sign-in-problem").textContent = why;
  tokenField.focus();
}

let resultTimer = 0;

function showResult(text: string, bad = false): void {
  const result = byId("result");
  result.textContent = text;
  result.classList.toggle("bad", bad);
  result.hidden = false;
  window.clearTimeout(resultTimer);
  resultTimer = window.setTimeout(() => (result.hidden = true), RESULT_MS);
}

/** The page while somebody is signed in. */
class Desk {
  private readonly guests: GuestsView;
  private readonly listeners = new AbortController();
  private timer = 0;

  constructor(private readonly api: AdminApi) {
    this.guests = new GuestsView(api, this.actions, (task) => void this.attempt(task));
    this.listen();
    void this.refresh();
  }

  close(): void {
    this.listeners.abort();
    window.clearTimeout(this.timer);
  }

  private readonly actions: GuestActions = {
    disconnectGuest: (id, name) =>
      void this.ask(`Disconnect ${name}?`, "All its tabs are closed. It may come back.", "Disconnect", () =>
        this.api.disconnectGuest(id),
      ),
    disconnectSocket: (id) =>
      void this.ask("Disconnect this socket?", `One tab is closed: ${id}.`, "Disconnect", () =>
        this.api.disconnectSocket(id),
      ),
    endSession: (id, name) =>
      void this.ask(`End the session of ${name}?`, "Its token is worth nothing any more.", "End session", () =>
        this.api.endSession(id),
      ),
    closeRoom: (id) =>
      void this.ask("Close this room?", "Both guests are told, and its files are deleted.", "Close room", () =>
        this.api.closeRoom(id),
      ),
  };

  private listen(): void {
    this.on("drain", "click", () =>
      this.ask(
        "Drain this node?",
        "Nobody is let in any more. Everybody is told to reconnect, and closed one after another.",
        "Drain",
        () => this.api.drain(true),
      ),
    );
    this.on("undrain", "click", () =>
      this.ask("Let guests in again?", "Who has not been closed yet stays.", "Let in", () => this.api.drain(false)),
    );
    this.on("previous", "click", () => this.guests.turn(-1));
    this.on("following", "click", () => this.guests.turn(1));
    this.on("search-form", "submit", () => this.guests.find(byId<HTMLInputElement>("search").value.trim()));
    this.on("notice-form", "submit", () => this.notice());
    this.on("log-form", "submit", () => this.logLevel());
    this.on("by-id-form", "submit", (event) => this.byId((event as SubmitEvent).submitter));
  }

  private on(id: string, type: string, use: (event: Event) => unknown): void {
    byId(id).addEventListener(
      type,
      (event) => {
        event.preventDefault();
        use(event);
      },
      { signal: this.listeners.signal },
    );
  }

  private async notice(): Promise<void> {
    const field = byId<HTMLTextAreaElement>("notice");
    const text = field.value.replace(/\s+/g, " ").trim();
    if (!text) return;
    let told = 0;
    const sent = await this.ask("Tell everybody?", text, "Send", async () => {
      told = await this.api.notice(text);
    });
    if (sent) {
      field.value = "";
      showResult(`Sent to ${count(told)} sockets of this node, and to those of all others`);
    }
  }

  private async logLevel(): Promise<void> {
    const { value, selectedOptions } = byId<HTMLSelectElement>("log-level");
    await this.ask("Change the log?", `Logged is from now on: ${selectedOptions[0]?.text ?? value}.`, "Change", () =>
      this.api.logLevel(value),
    );
  }

  private byId(submitter: HTMLElement | null): void {
    const id = byId<HTMLInputElement>("by-id").value.trim();
    if (!id) {
      showResult("An id is needed", true);
      return;
    }
    switch ((submitter as HTMLButtonElement | null)?.value) {
      case "socket":
        return this.actions.disconnectSocket(id);
      case "session":
        return this.actions.endSession(id, id);
      case "room":
        return this.actions.closeRoom(id);
      default:
        return this.actions.disconnectGuest(id, id);
    }
  }

  /** Does something once it is confirmed; gives whether it was done. */
  private async ask(title: string, text: string, action: string, task: () => Promise<unknown>): Promise<boolean> {
    if (!(await confirmed(title, text, action))) return false;
    let done = false;
    await this.attempt(async () => {
      await task();
      done = true;
      showResult("Done");
      await this.update();
    });
    return done;
  }

  private async attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (problem) {
      if (problem instanceof Refused && problem.isSignedOut) {
        signedOut(problem.message);
      } else {
        showResult((problem as Error).message, true);
      }
    }
  }

  private async update(): Promise<void> {
    showFigures(await this.api.figures());
    await this.guests.refresh();
  }

  private async refresh(): Promise<void> {
    if (!document.hidden) await this.attempt(() => this.update());
    if (!this.listeners.signal.aborted) {
      this.timer = window.setTimeout(() => void this.refresh(), REFRESH_MS);
    }
  }
}
