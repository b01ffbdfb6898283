// The page in Chromium against a running server. CHROMIUM names the browser, SCREENSHOTS a directory for pictures.
//
//     FOYER_URL=http://localhost:8080 CHROMIUM=/usr/bin/chromium node --test test/page.test.mjs

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { FOYER_URL, pause } from "./support.mjs";

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const NARROWEST = { width: 360, height: 740 };
const LARGEST_PAGE = 150 * 1024;
const WAIT = { timeout: 10_000 };

let browser;
let contexts = [];

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
});

after(() => browser.close());

afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
});

/** A guest's own browser window; `complaints` has what its console said of errors and violations. */
async function open({ viewport = DESKTOP, colorScheme = "light", reducedMotion = "reduce", onResponse } = {}) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion });
  contexts.push(context);
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(error.message));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (violation) => {
      console.error(`violates ${violation.violatedDirective}: ${violation.blockedURI}`);
    });
  });
  if (onResponse) page.on("response", onResponse);
  page.answer = await page.goto(FOYER_URL);
  return page;
}

async function openConnected(options) {
  const page = await open(options);
  await stateIs(page, "Connected");
  await page.locator("#field-userId", { hasText: /^guest_/ }).waitFor(WAIT);
  return page;
}

const stateIs = (page, state) =>
  page.waitForFunction((text) => document.querySelector("#status-state").textContent === text, state, WAIT);

const text = (page, selector) => page.locator(selector).innerText();

/** The history's events, first things first. */
const history = async (page) => (await page.locator(".happening-name").allInnerTexts()).reverse();

async function happened(page, event, times = 1) {
  await page.waitForFunction(
    ([name, count]) =>
      [...document.querySelectorAll(".happening-name")].filter((item) => item.textContent === name).length >= count,
    [event, times],
    WAIT,
  );
}

describe("the page", () => {
  test("lets a guest in, without a complaint of the browser's", async () => {
    const page = await openConnected();
    assert.equal(page.answer.status(), 200);

    const policy = page.answer.headers()["content-security-policy"] ?? "";
    assert.match(policy, /default-src 'self'/);
    assert.doesNotMatch(policy, /unsafe/);

    assert.equal(await text(page, "#status-transport"), "websocket");
    assert.match(await text(page, "#field-username"), /^[A-Za-z0-9_]{3,20}$/);
    assert.match(await text(page, "#field-userId"), /^guest_[0-9a-f-]{36}$/);
    assert.notEqual(await text(page, "#field-sessionId"), "–");
    assert.notEqual(await text(page, "#field-socketId"), "–");
    assert.equal(await text(page, "#field-isGuest"), "true");

    await page.waitForFunction(() => Number(document.querySelector("#stat-onlineUsers").textContent) >= 1, null, WAIT);
    for (const count of ["totalUsers", "onlineUsers", "activeUsers", "availableUsers", "connectedUsers"]) {
      assert.match(await text(page, `#stat-${count}`), /^[\d.,\s]+$/, count);
    }
    assert.deepEqual((await history(page)).slice(0, 3), ["session", "connect", "connection:established"]);

    const stored = await page.evaluate(() => [
      sessionStorage.getItem("guestAuthToken")?.split(".").length,
      JSON.parse(sessionStorage.getItem("guest_user_session")).username,
      localStorage.getItem("guest_deviceId")?.length > 0,
    ]);
    assert.deepEqual(stored, [3, await text(page, "#field-username"), true]);
    assert.deepEqual(page.complaints, []);
  });

  test("keeps its session over a reload", async () => {
    const page = await openConnected();
    const before = await text(page, "#field-userId");
    await page.reload();
    await happened(page, "connection:established");
    assert.equal(await text(page, "#field-userId"), before);
    assert.ok(!(await history(page)).includes("session"), "a new session was made");
  });

  test("shows who else is here, and that they have left", async () => {
    const [page, other] = [await openConnected(), await openConnected()];
    const name = await text(other, "#field-username");
    const listed = page.locator(".person-name", { hasText: name });
    await listed.waitFor(WAIT);
    await page.locator(".person", { hasText: "you" }).waitFor(WAIT);
    await other.locator("#disconnect").click();
    await listed.waitFor({ ...WAIT, state: "detached" });
  });

  test("disconnects and reconnects when asked", async () => {
    const page = await openConnected();
    const before = await text(page, "#field-socketId");
    await page.locator("#disconnect").click();
    await stateIs(page, "Disconnected");
    assert.equal(await page.locator("#status-transport").isHidden(), true);
    await pause(1500); // longer than the client waits before it reconnects
    assert.equal(await text(page, "#status-state"), "Disconnected");

    await page.locator("#reconnect").click();
    await stateIs(page, "Connected");
    await happened(page, "connection:established", 2);
    assert.notEqual(await text(page, "#field-socketId"), before);
    assert.ok((await history(page)).includes("disconnect"));
    assert.deepEqual(page.complaints, []);
  });

  for (const transports of ["websocket,polling", "polling,websocket", "polling"]) {
    test(`comes back by itself when the network drops: ${transports}`, async () => {
      const page = await openConnected();
      await page.locator("#transports").selectOption(transports);
      await page.locator("button.primary").click();
      await happened(page, "connection:established", 2);
      const expected = transports === "polling" ? "polling" : "websocket";
      await page.locator("#status-transport", { hasText: expected }).waitFor(WAIT);

      await page.locator("#drop").click();
      await happened(page, "disconnect");
      await happened(page, "reconnect");
      await happened(page, "connection:established", 3);
      await stateIs(page, "Connected");
      const names = await history(page);
      assert.ok(names.includes("reconnect_attempt"));
      if (transports === "polling,websocket") await happened(page, "upgrade", 2);
    });
  }

  test("lets a guest choose a name, or roll one", async () => {
    const page = await openConnected();
    await page.getByRole("button", { name: "Roll a name" }).click();
    await page.waitForFunction(() => document.querySelector("#username").value.length > 0, null, WAIT);
    assert.match(await page.locator("#username").inputValue(), /^[A-Za-z]+\d{1,4}$/);

    await page.getByLabel("Name").fill("Wanderer_42");
    await page.getByRole("button", { name: "Come in" }).click();
    await page.locator("#field-username", { hasText: "Wanderer_42" }).waitFor(WAIT);
    await stateIs(page, "Connected");
  });

  test("says why a name will not do, and the connection stays", async () => {
    const page = await openConnected();
    await page.getByLabel("Name").fill("<b>no</b>");
    await page.getByRole("button", { name: "Come in" }).click();
    await page.locator("#username-problem:not(:empty)").waitFor(WAIT);
    assert.equal(await text(page, "#status-state"), "Connected");
    assert.equal(await page.locator("#username").getAttribute("aria-invalid"), "true");
  });

  test("takes another session when its own has ended", async () => {
    const page = await openConnected();
    const before = await text(page, "#field-userId");
    await page.evaluate(async () => {
      const token = sessionStorage.getItem("guestAuthToken");
      await fetch("/api/guest/me", { method: "DELETE", headers: { Authorization: `Bearer ${token}` } });
    });
    await stateIs(page, "Disconnected");
    await page.locator("#reconnect").click();
    await happened(page, "connect_error");
    await happened(page, "connection:established", 2);
    assert.notEqual(await text(page, "#field-userId"), before);
  });

  test("shows text from the server as text", async () => {
    // The server lets no such name through, so a false one says it.
    const hostile = '<img src=x onerror="document.title=1">';
    const page = await open();
    await stateIs(page, "Connected");
    const context = page.context();
    await context.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      const falsified = `"username":${JSON.stringify(hostile)}`;
      server.onMessage((message) => {
        socket.send(String(message).replaceAll(/"username":"[^"]*"/g, () => falsified));
      });
    });
    await page.reload();
    await page.locator("#field-username", { hasText: hostile }).waitFor(WAIT);
    await page.locator(".person-name", { hasText: hostile }).first().waitFor(WAIT);
    assert.equal(await page.locator("img").count(), 0);
    assert.notEqual(await page.title(), "1");
    assert.deepEqual(page.complaints, []);
  });

  test("is small", async () => {
    const bodies = [];
    await openConnected({
      onResponse: (response) => {
        const { pathname } = new URL(response.url());
        if (!pathname.startsWith("/api") && !pathname.startsWith("/socket.io")) bodies.push(response.body());
      },
    });
    const files = await Promise.all(bodies);
    assert.ok(files.length >= 5, `${files.length} files`);
    const bytes = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
    assert.ok(bytes < LARGEST_PAGE, `${bytes} bytes compressed`);
  });

  test("fits a narrow phone", async () => {
    const page = await openConnected({ viewport: NARROWEST });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), NARROWEST.width);
    assert.equal(await page.locator("#status").isVisible(), true);
    await page.mouse.wheel(0, 2000);
    assert.equal(await page.locator("#status").isVisible(), true);
  });

  test("can be used with the keyboard, and is told to a screen reader", async () => {
    const page = await openConnected();
    assert.equal(await page.getByRole("status").getAttribute("aria-live"), "polite");
    assert.equal(await page.getByRole("main").count(), 1);
    assert.equal(await page.getByRole("banner").count(), 1);
    await page.getByRole("button", { name: "Disconnect" }).focus();
    await page.keyboard.press("Enter");
    await stateIs(page, "Disconnected");
    assert.equal(await page.evaluate(() => document.activeElement.id), "disconnect", "the keyboard's place is kept");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await stateIs(page, "Connected");
  });
});

describe("pictures", { skip: process.env.SCREENSHOTS ? false : "SCREENSHOTS is not set" }, () => {
  const pictures = [
    ["desktop-light", DESKTOP, "light"],
    ["desktop-dark", DESKTOP, "dark"],
    ["phone", PHONE, "light"],
  ];
  for (const [name, viewport, colorScheme] of pictures) {
    test(name, async () => {
      await openConnected();
      await openConnected();
      const page = await openConnected({ viewport, colorScheme });
      await page.locator("#drop").click();
      await happened(page, "connection:established", 2);
      await page.mouse.move(0, 0);
      await page.evaluate(() => document.fonts.ready);
      mkdirSync(process.env.SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
    });
  }
});
