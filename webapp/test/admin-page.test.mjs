// The administrator's page in Chromium, against a running server: signing in, the figures, and each operation on stock sockets.
// FOYER_OPERATOR_TOKEN is an operator's token; SHOTS, if set, a directory for pictures.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { chromium } from "playwright-core";
import { FOYER_URL, closeSockets, connect, newGuest, next, until } from "./support.mjs";

const PATIENCE_MS = 10_000;
const TOKEN = process.env.FOYER_OPERATOR_TOKEN;

let browser;
let page;
let faults;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});

after(() => browser?.close());

afterEach(async () => {
  closeSockets();
  await page?.context().close();
});

async function open(options = {}) {
  const context = await browser.newContext(options);
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    // A refused token is an answer of 401, which Chromium counts among the errors.
    if (message.type() === "error" && !message.text().includes("status of 40")) faults.push(message.text());
  });
  await page.goto(`${FOYER_URL}/admin.html`);
}

async function signIn(token = TOKEN) {
  await page.fill("#token", token);
  await page.click("#sign-in button");
}

async function confirm() {
  await page.locator("#confirm[open] #confirm-yes").click();
}

const text = (selector) => page.textContent(selector);

test("a token that is not an operator's is refused, with a word why", async () => {
  await open();
  await signIn("nonsense");
  await until("a problem", async () => (await text("#sign-in-problem")) === "Invalid token");
  await signIn((await newGuest()).token);
  await until("another", async () => (await text("#sign-in-problem")) === "This token is not an operator's");
  assert.equal(await page.isVisible("#desk"), false);
  assert.deepEqual(faults, []);
});

test("an operator sees the figures, finds a guest and sends it away", async () => {
  const guest = await newGuest({ username: "Wanderer_1" });
  const socket = await connect(guest);
  await connect(await newGuest({ username: "Other_2" }));
  await open();
  await signIn();
  await page.waitForSelector("#desk:not([hidden])");
  await until("two guests", async () => (await text("#figure-online")) === "2");
  assert.equal(await text("#node-state"), "Open");
  assert.match(await text("#node-store"), /^(memory|redis), up$/);

  // The token is kept in memory only.
  const kept = await page.evaluate(() => ({ ...localStorage, ...sessionStorage, cookies: document.cookie }));
  assert.deepEqual(kept, { cookies: "" });
  assert.equal(await page.inputValue("#token"), "");

  await page.fill("#search", "wanderer");
  await page.click("#search-form button");
  await until("one guest", async () => (await page.locator(".person").count()) === 1);
  await page.getByRole("button", { name: "More of Wanderer_1" }).click();
  await until("its socket", async () => (await page.locator(".socket").count()) === 1);
  const gone = next(socket, "disconnect");
  await page.locator(".details .actions").getByRole("button", { name: "Disconnect" }).click();
  assert.match(await text("#confirm-title"), /Wanderer_1/);

  // Not without a yes.
  await page.click("#confirm-no");
  assert.equal(socket.connected, true);
  await page.locator(".details .actions").getByRole("button", { name: "Disconnect" }).click();
  await confirm();
  assert.equal(await gone, "io server disconnect");
  await until("one left", async () => (await text("#figure-online")) === "1");
  assert.deepEqual(faults, []);
});

test("a notice is sent, a session ended, the node drained and opened again", async () => {
  const guest = await newGuest();
  const socket = await connect(guest);
  await open();
  await signIn();
  await page.waitForSelector("#desk:not([hidden])");

  const notice = next(socket, "server:notice");
  await page.fill("#notice", "Tea is ready");
  await page.click("#notice-form button");
  await confirm();
  assert.equal((await notice).message, "Tea is ready");

  await page.selectOption("#log-level", "WARNING");
  await page.click("#log-form button");
  await confirm();
  await until("done", async () => (await text("#result")) === "Done");
  await page.selectOption("#log-level", "INFO");
  await page.click("#log-form button");
  await confirm();

  const gone = next(socket, "disconnect");
  await page.fill("#by-id", guest.user.id);
  await page.click("#by-id-form button[value=session]");
  await confirm();
  assert.equal(await gone, "io server disconnect");

  await page.fill("#by-id", "nobody");
  await page.click("#by-id-form button[value=room]");
  await confirm();
  await until("a refusal", async () => (await text("#result")) === "Room not found");

  await page.click("#drain");
  await confirm();
  await until("draining", async () => (await text("#node-state")) === "Draining: nobody is let in");
  await page.click("#undrain");
  await confirm();
  await until("open again", async () => (await text("#node-state")) === "Open");
  assert.deepEqual(faults, []);
});

for (const colorScheme of ["light", "dark"]) {
  for (const [kind, viewport] of Object.entries({
    desktop: { width: 1280, height: 900 },
    phone: { width: 390, height: 844 },
  })) {
    test(`the page has no fault for a screen reader, ${colorScheme}, ${kind}`, async (context) => {
      await connect(await newGuest({ username: "Wanderer_1" }));
      await open({ colorScheme, viewport });
      await check(context, `sign-in-${colorScheme}-${kind}`);
      await signIn();
      await page.waitForSelector("#desk:not([hidden])");
      await page.getByRole("button", { name: "More of Wanderer_1" }).click();
      await until("its socket", async () => (await page.locator(".socket").count()) === 1);
      await check(context, `desk-${colorScheme}-${kind}`);
      await page.click("#drain");
      await page.waitForSelector("#confirm[open]");
      await check(context, `confirm-${colorScheme}-${kind}`);
      assert.deepEqual(faults, []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      assert.equal(wide, false, "the page scrolls sideways");
    });
  }
}

/** axe-core's rules; the whole of them, not only the serious ones. */
async function check(context, name) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/admin-${name}.png`, fullPage: true });
  let axe;
  try {
    axe = await import("axe-core");
  } catch {
    context.diagnostic("axe-core is not installed: the accessibility of the page is not checked");
    return;
  }
  // As Playwright evaluates it, the page's Content-Security-Policy stays in force for everything else.
  await page.evaluate(axe.default.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`),
    [],
    name,
  );
}
