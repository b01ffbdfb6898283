// Pictures of every screen, on a desktop and on a phone, by day and by night, for somebody to look at:
//
//     FOYER_URL=http://localhost:8080 CHROMIUM=/usr/bin/chromium node test/screenshots.mjs pictures

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  DESKTOP, NARROWEST, PHONE, bubble, closePages, dropNetwork, happened, hears, launch, meet, open, openConnected, openDetails, quit,
  say, screenIs, sendFiles, statusIs, WAIT,
} from "./browser.mjs";
import { picture } from "./samples.mjs";

const directory = process.argv[2] ?? "pictures";
mkdirSync(directory, { recursive: true });

const LONG =
  "I once walked from one end of the city to the other, just to see where the tram ends. It ends at a bakery, which I would " +
  "call a very good ending, and there was one table, one chair, and a cat on it.";

async function shoot(page, name) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(directory, `${name}.png`) });
}

/** Gives the guest a name, and what it tells of itself. */
async function introduce(page, name, location, language) {
  await page.locator("#username").fill(name);
  await page.locator("#location").fill(location);
  await page.locator("#language").selectOption(language);
}

async function tour(look, viewport, colorScheme, touch) {
  const name = (screen) => `${screen}-${look}`;
  const options = { viewport, colorScheme, ...(touch && { hasTouch: true, isMobile: true }) };
  await openConnected();
  await openConnected();
  const page = await openConnected(options);
  await shoot(page, name("home"));

  await page.locator("#username").fill("no!");
  await page.locator("#meet").click();
  await shoot(page, name("home-problem"));

  await introduce(page, "Marguerite_of_Lisbon", "A very small kitchen in Lisbon, by the river", "pt");
  await page.locator("#meet").click();
  await screenIs(page, "searching");
  await page.waitForTimeout(600);
  await shoot(page, name("searching"));

  const other = await openConnected(options);
  await introduce(other, "QuietOwl318", "Kraków", "pt");
  await other.locator("#meet").click();
  await screenIs(page, "chat");
  await screenIs(other, "chat");
  await shoot(page, name("chat-new"));

  await say(other, "Hello! I did not think anybody would be up at this hour.");
  await say(page, "Olá 🙂");
  await say(page, LONG);
  await hears(other, "bakery");
  await sendFiles(other, picture("tram.png", 640, 420));
  await page.locator(".picture img").waitFor(WAIT);
  await say(other, "Then this is for you.");
  await hears(page, "for you");
  await other.locator("#record").click();
  await other.locator("#recording:not([hidden])").waitFor(WAIT);
  await other.waitForTimeout(2600);
  await shoot(other, name("chat-recording"));
  await other.locator("#recording-send").click();
  await page.locator(".voice").waitFor(WAIT);
  await sendFiles(page, { name: "the-way-to-the-bakery-and-back-in-every-detail.txt", mimeType: "text/plain", buffer: Buffer.from("left, left, right") });
  await other.locator(".attachment a").waitFor(WAIT);
  await statusIs(page, "the-way-to", "delivered");
  await other.locator("#text").pressSequentially("Mm");
  await page.locator(".typing-dots").waitFor(WAIT);
  await shoot(page, name("chat"));
  await other.locator("#text").fill("");

  await page.locator("#file").setInputFiles([picture("cat.png", 300, 300), { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("a") }]);
  await shoot(page, name("chat-tray"));
  await page.locator("#tray button").first().click();
  await page.locator("#tray button").first().click();

  await bubble(page, "").locator(".picture").click();
  await page.locator("#lightbox[open]").waitFor(WAIT);
  await shoot(page, name("lightbox"));
  await page.keyboard.press("Escape");

  await page.locator("#call-video").click();
  await other.locator("#call-answer-video").waitFor(WAIT);
  await shoot(page, name("call-calling"));
  await shoot(other, name("call-ringing"));
  await other.locator("#call-answer-video").click();
  await page.waitForFunction(() => document.querySelector("#call-remote").videoWidth > 0 && document.querySelector("#call").dataset.remoteVideo === "true", null, WAIT);
  await page.waitForTimeout(1500);
  await shoot(page, name("call-video"));
  await page.locator("#call-end").click();
  await page.locator("#call-audio").click();
  await other.locator("#call-answer").click();
  await page.locator("#call[data-phase=connected]").waitFor(WAIT);
  await shoot(page, name("call-audio"));
  await page.locator("#call-end").click();

  await dropNetwork(page);
  await happened(page, "reconnect");
  await page.locator("#chat-about[data-tone=here]").waitFor(WAIT);
  await page.waitForTimeout(300);
  await openDetails(page);
  await shoot(page, name("details"));
  await page.keyboard.press("Escape");

  await page.context().setOffline(true);
  await page.locator("#notice:not([hidden])").waitFor(WAIT);
  await shoot(page, name("chat-offline"));
  await page.context().setOffline(false);
  await page.locator("#notice").waitFor({ ...WAIT, state: "hidden" });

  await page.locator("#leave").click();
  await shoot(page, name("leave"));
  await page.keyboard.press("Escape");

  await other.context().close();
  await page.locator("#chat-about[data-tone=away]").waitFor(WAIT);
  await shoot(page, name("chat-away"));
  await screenIs(page, "closed");
  await shoot(page, name("closed"));
  await closePages().catch(() => undefined);
}

await launch();
const tours = [
  ["desktop-light", DESKTOP, "light", false],
  ["desktop-dark", DESKTOP, "dark", false],
  ["phone-light", PHONE, "light", true],
  ["phone-dark", PHONE, "dark", true],
  ["narrow-light", NARROWEST, "light", true],
];
const wanted = process.argv.slice(3);
try {
  for (const [look, viewport, scheme, touch] of tours) {
    if (wanted.length === 0 || wanted.includes(look)) await tour(look, viewport, scheme, touch);
  }
} finally {
  await quit();
}
