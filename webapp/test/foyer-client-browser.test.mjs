// The client library in Chromium, on a blank page beside a running Foyer: what only a browser has, which is storage,
// uploads with progress, and a network that comes and goes. The library is built by `npm run build`.
//
//     FOYER_URL=http://localhost:8080 CHROMIUM=/usr/bin/chromium node --test test/foyer-client-browser.test.mjs

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build } from "vite";
import { FOYER_URL } from "./support.mjs";

const LIBRARY = fileURLToPath(new URL("../foyer-client/dist/index.js", import.meta.url));
const PAGE = `${FOYER_URL}/library-test`;

let browser;
let script;
let contexts = [];

before(async () => {
  const options = { configFile: false, logLevel: "silent", build: { write: false, lib: { entry: LIBRARY, formats: ["es"] } } };
  [{ output: [{ code: script }] }] = await build(options);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
});

after(() => browser?.close());

afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
});

/** A page of the server's origin with nothing on it but `foyer`, a client. */
async function open() {
  const context = await browser.newContext();
  contexts.push(context);
  await context.route(PAGE, (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Library</title>" }),
  );
  await context.route(`${PAGE}/foyer-client.js`, (route) =>
    route.fulfill({ contentType: "text/javascript", body: script }),
  );
  const page = await context.newPage();
  await load(page);
  return page;
}

async function load(page) {
  await page.goto(PAGE);
  await page.evaluate(async (address) => {
    const library = await import(address);
    const foyer = library.createFoyerClient();
    const next = (event) => new Promise((resolve) => foyer.socket.on(event, resolve));
    const arrive = async () => {
      const established = next("connection:established");
      foyer.socket.connect();
      return established;
    };
    const state = () => foyer.socket.status.state;
    const count = (event) => foyer.log.entries.filter((entry) => entry.event === event).length;
    Object.assign(globalThis, { foyer, next, arrive, state, count });
  }, `${PAGE}/foyer-client.js`);
}

/** Two pages whose guests are in a room; gives its id. */
async function meet(...pages) {
  const matches = await Promise.all(
    pages.map((page) =>
      page.evaluate(async () => {
        await arrive();
        const matched = next("user:matched");
        await foyer.socket.match();
        return matched;
      }),
    ),
  );
  assert.equal(matches[0].roomId, matches[1].roomId);
  return matches[0].roomId;
}

describe("the client library in a browser", () => {
  test("seed: Session Data Management: a reload keeps the guest", async () => {
    const page = await open();
    const before = await page.evaluate(() => arrive());
    const stored = await page.evaluate(() => ({
      token: sessionStorage.getItem("guestAuthToken"),
      user: JSON.parse(sessionStorage.getItem("guest_user_session")),
      deviceId: localStorage.getItem("guest_deviceId"),
    }));
    assert.equal(stored.token.split(".").length, 3);
    assert.equal(stored.user.id, before.userId);
    assert.match(stored.deviceId, /^[0-9a-f]{32}$/);
    await load(page);
    assert.equal((await page.evaluate(() => arrive())).userId, before.userId);
  });

  test("seed: Automatic Token Regeneration: the window is told", async () => {
    const page = await open();
    const story = await page.evaluate(async () => {
      await arrive();
      const told = [];
      for (const type of ["guest:session:expired", "guest:session:regenerated"]) {
        window.addEventListener(type, ({ detail }) => told.push([type, detail]));
      }
      const token = sessionStorage.getItem("guestAuthToken");
      await fetch("/api/guest/me", { method: "DELETE", headers: { Authorization: `Bearer ${token}` } });
      const user = await foyer.api.me();
      return { told, user };
    });
    assert.deepEqual(story.told[0], [
      "guest:session:expired",
      { message: "Guest session not found or expired", code: "SESSION_NOT_FOUND" },
    ]);
    assert.deepEqual([story.told[1][0], story.told[1][1].id], ["guest:session:regenerated", story.user.id]);
  });

  test("an upload tells how far it is, and can be cancelled", async () => {
    const pages = [await open(), await open()];
    const roomId = await meet(...pages);
    const size = 8 * 1024 * 1024;
    // At 4 MB a second, for a fast machine would be there at once.
    const session = await pages[0].context().newCDPSession(pages[0]);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 4_000_000,
    });
    const { file, progress } = await pages[0].evaluate(
      async ({ roomId, size }) => {
        const progress = [];
        const text = new Blob(["x".repeat(size)], { type: "text/plain" });
        const file = await foyer.api.uploadFile(text, {
          roomId,
          filename: "long.txt",
          onProgress: (step) => progress.push(step),
        });
        return { file, progress };
      },
      { roomId, size },
    );
    assert.deepEqual([file.filename, file.fileSize, file.fileTypeCategory], ["long.txt", size, "text"]);
    assert.ok(progress.length >= 2, `progress was told ${progress.length} times`);
    for (const [index, { loaded, total }] of progress.entries()) {
      assert.ok(total > size && loaded <= total);
      assert.ok(index === 0 || loaded >= progress[index - 1].loaded);
    }
    assert.equal(progress.at(-1).loaded, progress.at(-1).total);

    const cancelled = await pages[0].evaluate(
      async ({ roomId, size }) => {
        const controller = new AbortController();
        const upload = foyer.api.uploadFile(new Blob(["x".repeat(size)], { type: "text/plain" }), {
          roomId,
          signal: controller.signal,
          onProgress: () => controller.abort(),
        });
        return upload.then(() => "uploaded", ({ name, code }) => [name, code]);
      },
      { roomId, size },
    );
    assert.deepEqual(cancelled, ["UnreachableError", "ABORTED"]);
  });

  test("seed: API-Level Error Handling: a refused upload says why", async () => {
    const page = await open();
    const refused = await page.evaluate(async () => {
      await arrive();
      const upload = foyer.api.uploadFile(new Blob(["hi"], { type: "text/plain" }), { roomId: "a_b", filename: "a.txt" });
      return upload.catch(({ name, status, code }) => [name, status, code]);
    });
    assert.deepEqual(refused, ["ApiError", 403, "NOT_YOUR_ROOM"]);
  });

  test("an upload with an expired token is sent again after the renewal", async () => {
    const page = await open();
    const result = await page.evaluate(async () => {
      await arrive();
      const { user } = foyer.store;
      foyer.socket.disconnect();
      const token = sessionStorage.getItem("guestAuthToken");
      await fetch("/api/guest/me", { method: "DELETE", headers: { Authorization: `Bearer ${token}` } });
      const upload = foyer.api.uploadFile(new Blob(["hi"], { type: "text/plain" }), { roomId: "a_b", filename: "a.txt" });
      // The new guest is in no room, and is told so: the request did get past the token.
      const refused = await upload.catch(({ status, code }) => [status, code]);
      return { refused, renewed: foyer.store.user.id !== user.id };
    });
    assert.deepEqual(result, { refused: [403, "NOT_YOUR_ROOM"], renewed: true });
  });

  test("seed: Network Connectivity Monitoring: offline, lost, nothing attempted; online, back at once", async () => {
    const page = await open();
    const { userId } = await page.evaluate(() => arrive());
    await page.context().setOffline(true);
    await page.waitForFunction(() => state() === "offline");
    assert.equal(await page.evaluate(() => foyer.socket.getConnectionStatus()), false);
    await page.evaluate(() => foyer.socket.cutConnection());
    // Longer than the first two waits together: without a network none of them is begun.
    await page.waitForTimeout(3_500);
    assert.equal(await page.evaluate(() => count("reconnect_attempt")), 0);
    const online = Date.now();
    await page.context().setOffline(false);
    await page.waitForFunction(() => state() === "connected");
    const took = Date.now() - online;
    assert.ok(took < 2_000, `back after ${took} ms`);
    assert.equal(await page.evaluate(() => foyer.socket.currentUser.id), userId);
    assert.equal(await page.evaluate(() => count("reconnect_attempt")), 1);
  });
});
