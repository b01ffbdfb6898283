import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { MemoryStore } from "../foyer-client/index";
import { Conversation, type ConversationListener } from "./conversation";
import type { Entry } from "./message";

const page = new EventTarget();

beforeAll(() => {
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
});
afterAll(() => vi.unstubAllGlobals());

let storage: Storage;
let told: string[];

const listener: ConversationListener = {
  reset: (entries) => told.push(`reset ${entries.length}`),
  added: (entry) => told.push(`added ${words(entry)}`),
  changed: (entry) => told.push(`changed ${words(entry)}`),
  removed: (entry) => told.push(`removed ${words(entry)}`),
};
const words = ({ body }: Entry) => (body.kind === "text" || body.kind === "note" ? body.text : body.kind);
const entry = (id: string): Entry => ({ key: id, id, mine: false, at: 0, status: "sent", body: { kind: "text", text: id } });

beforeEach(() => {
  storage = new MemoryStore() as unknown as Storage;
  told = [];
});

describe("a conversation", () => {
  test("takes a message once, however often it comes", () => {
    const conversation = new Conversation(listener, storage);
    conversation.open("room", false);
    conversation.add(entry("1"));
    conversation.add(entry("1"));
    expect(told).toEqual(["reset 0", "added 1"]);
  });

  test("forgets its beginning when it grows long", () => {
    const conversation = new Conversation(listener, storage);
    conversation.open("room", false);
    for (let i = 0; i < 501; i++) conversation.add(entry(String(i)));
    expect(conversation.all.length).toBe(500);
    expect(told.at(-1)).toBe("removed 0");
  });

  test("is there again after a reload, and what was on its way has failed", () => {
    const before = new Conversation(listener, storage);
    before.open("room", false);
    before.say({ kind: "text", text: "sent" }, "sent");
    before.say({ kind: "text", text: "on its way" }, "sending");
    before.say({ kind: "upload", upload: { name: "a", mime: "", bytes: 1, progress: 0 } }, "sending");
    page.dispatchEvent(new Event("pagehide"));

    const after = new Conversation(listener, storage);
    after.open("room", true);
    expect(after.all.map(({ status, body }) => [status, body.kind])).toEqual([["sent", "text"], ["failed", "text"]]);
  });

  test("of another room, or of the same two in a new one, begins empty", () => {
    const before = new Conversation(listener, storage);
    before.open("room", false);
    before.add(entry("1"));
    page.dispatchEvent(new Event("pagehide"));

    const other = new Conversation(listener, storage);
    other.open("another room", true);
    expect(other.all).toEqual([]);
    before.open("room", false);
    expect(before.all).toEqual([]);
  });

  test("goes on where the connection was lost and is back", () => {
    const conversation = new Conversation(listener, storage);
    conversation.open("room", false);
    conversation.add(entry("1"));
    conversation.open("room", true);
    expect(told).toEqual(["reset 0", "added 1"]);
  });

  test("leaves nothing behind when the room is over", () => {
    const conversation = new Conversation(listener, storage);
    conversation.open("room", false);
    conversation.add(entry("1"));
    conversation.forget();
    page.dispatchEvent(new Event("pagehide"));
    expect(storage.getItem("foyer.conversation")).toBeNull();
    expect(conversation.all).toEqual([]);
  });
});
