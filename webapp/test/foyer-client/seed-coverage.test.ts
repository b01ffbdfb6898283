import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");
const TESTS = join(ROOT, "webapp/test");
const FILES: Record<string, string> = {
  N: "foyer-client.test.mjs",
  B: "foyer-client-browser.test.mjs",
  S: "seed-server.test.mjs",
  A: "app.test.mjs",
  E: "app-expiry.test.mjs",
  R: "app-restart.test.mjs",
};

/** A document that names tests which are not there would be worse than none. */
describe("docs/seed-coverage.md", () => {
  const document = readFileSync(join(ROOT, "docs/seed-coverage.md"), "utf8");
  const references = [...document.matchAll(/(?:L `([^`]+)`|\b([NBSAER])) › “([^”]+)”/g)].map(([, vitest, short = "", title = ""]) => ({
    file: vitest ? `foyer-client/${vitest}` : (FILES[short] ?? ""),
    title,
  }));

  test("names tests that exist", () => {
    expect(references.length).toBeGreaterThan(40);
    const missing = references.filter(({ file, title }) => !titlesOf(file).includes(title));
    expect(missing).toEqual([]);
  });

  test("every arrow of it is understood", () => {
    expect(document.split("›")).toHaveLength(references.length + 1);
  });

  function titlesOf(file: string): string {
    const path = join(TESTS, file);
    if (!existsSync(path)) return "";
    return [...readFileSync(path, "utf8").matchAll(/(?:test|describe)\(\s*["`](.*)["`],/g)].map(([, title]) => title).join("\n");
  }
});
