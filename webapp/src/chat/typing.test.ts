import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TypingSignal } from "./typing";

let told: boolean[];
let typing: TypingSignal;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
  told = [];
  typing = new TypingSignal((on) => told.push(on));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("that one is typing", () => {
  test("is told at the first key, and not with each", () => {
    for (const text of ["H", "He", "Hel"]) typing.wrote(text);
    expect(told).toEqual([true]);
  });

  test("is told again while it goes on", () => {
    for (let i = 0; i < 7; i++) {
      typing.wrote("x".repeat(i + 1));
      vi.advanceTimersByTime(1000);
    }
    expect(told).toEqual([true, true, true]);
  });

  test("is over after a while without a key, when all is deleted, and with the message", () => {
    typing.wrote("H");
    vi.advanceTimersByTime(5000);
    typing.wrote("H");
    typing.wrote("");
    typing.wrote("H");
    typing.sent();
    expect(told).toEqual([true, false, true, false, true, false]);
  });

  test("is nobody's business after the room", () => {
    typing.wrote("H");
    typing.reset();
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([true]);
  });
});
