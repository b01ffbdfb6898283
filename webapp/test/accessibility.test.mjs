// axe-core looks at every screen of the web application, by day and by night, on a desktop and on a phone: no serious
// violation. For a server as in app.test.mjs:
//
//     FOYER_URL=http://localhost:8080 CHROMIUM=/usr/bin/chromium node --test test/accessibility.test.mjs

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, afterEach, before, describe, test } from "node:test";
import {
  DESKTOP, PHONE, WAIT, closePages, hears, launch, linkIs, meet, openConnected, openDetails, quit, say, screenIs, sendFiles, statusIs,
} from "./browser.mjs";
import { picture, textFile } from "./samples.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

before(launch);
after(quit);
afterEach(closePages);

/** The page's policy lets no script in but its own: the test's comes by the debugger's door. */
async function assertAccessible(page, screen) {
  const { violations, passes } = await page.evaluate(`${AXE}; axe.run(document, { resultTypes: ["violations"] })`);
  assert.ok(passes.length > 10, `${screen}: axe has looked at it`);
  const serious = violations
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ html }) => html).slice(0, 3).join(" | ")}`);
  assert.deepEqual(serious, [], screen);
}

const looks = [
  ["by day", "light", DESKTOP],
  ["by night", "dark", DESKTOP],
  ["by day, on a phone", "light", PHONE],
  ["by night, on a phone", "dark", PHONE],
];

describe("axe-core finds no serious violation", () => {
  for (const [name, colorScheme, viewport] of looks) {
    test(name, async () => {
      const page = await openConnected({ colorScheme, viewport });
      await assertAccessible(page, "home");
      await page.locator("#username").fill("?");
      await page.locator("#meet").click();
      await page.locator("#username-problem:not(:empty)").waitFor(WAIT);
      await assertAccessible(page, "home with a problem");
      await openDetails(page);
      await assertAccessible(page, "connection details");
      await page.keyboard.press("Escape");

      await page.locator("#username").fill("Accessible");
      await page.locator("#meet").click();
      await screenIs(page, "searching");
      await page.locator("#searching-detail:not(:empty)").waitFor(WAIT);
      await assertAccessible(page, "searching");

      const other = await openConnected({ colorScheme, viewport });
      await meet(other);
      await screenIs(page, "chat");
      await assertAccessible(page, "a new chat");
      await say(page, "Mine");
      await statusIs(page, "Mine", "delivered");
      await say(other, "Theirs");
      await sendFiles(other, picture("hills.png", 200, 100), textFile("text.txt", 1000));
      await hears(page, "Theirs");
      await page.locator(".picture img").waitFor(WAIT);
      await page.locator(".attachment").waitFor(WAIT);
      await sendFiles(page, { name: "a.exe", mimeType: "", buffer: Buffer.from("4d5a90000300", "hex") });
      await page.locator(".message[data-status=failed]").waitFor(WAIT);
      await other.locator("#record").click();
      await other.locator("#recording-time", { hasText: "0:01" }).waitFor(WAIT);
      await assertAccessible(other, "recording");
      await other.locator("#recording-send").click();
      await page.locator(".voice").waitFor(WAIT);
      await page.locator("#file").setInputFiles([picture("next.png", 50, 50)]);
      await other.locator("#text").pressSequentially("T");
      await page.locator(".typing-dots").waitFor(WAIT);
      await assertAccessible(page, "a chat with everything in it");
      await page.locator("#tray button").click();
      await page.locator(".picture").click();
      await assertAccessible(page, "a picture enlarged");
      await page.keyboard.press("Escape");
      await page.locator("#leave").click();
      await assertAccessible(page, "asked whether to leave");
      await page.keyboard.press("Escape");

      await page.locator("#call-video").click();
      await other.locator("#call[data-phase=ringing]").waitFor(WAIT);
      await assertAccessible(page, "calling");
      await assertAccessible(other, "ringing");
      await other.locator("#call-answer-video").click();
      await page.locator("#call[data-remote-video=true]").waitFor(WAIT);
      await assertAccessible(page, "in a call");
      await page.locator("#call-end").click();

      await page.context().setOffline(true);
      await linkIs(page, "Offline");
      await page.locator("#notice:not([hidden])").waitFor(WAIT);
      await assertAccessible(page, "offline");
      await page.context().setOffline(false);
      await linkIs(page, "Connected");
      await other.close();
      await page.locator("#chat-about[data-tone=away]").waitFor(WAIT);
      await assertAccessible(page, "the partner is away");
      await screenIs(page, "closed");
      await assertAccessible(page, "closed");
    });
  }
});
