// The web application when its server stops and starts: this test starts Payara Micro itself.
//
//     PAYARA_MICRO=target/payara-micro.jar FOYER_WAR=target/foyer.war CHROMIUM=/usr/bin/chromium
//         node --test test/app-restart.test.mjs

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  closePages, hears, history, launch, linkIs, meet, openConnected, quit, say, screenIs, statusIs, text, userIdOf, WAIT,
} from "./browser.mjs";
import { until } from "./support.mjs";

const START_MS = 120_000;
const { PAYARA_MICRO, FOYER_WAR, PRE_BOOT } = process.env;

const directory = mkdtempSync(join(tmpdir(), "foyer-restart-"));
let port;
let url;
let server;

async function start() {
  const log = openSync(join(directory, "payara.log"), "a");
  const loopback = PRE_BOOT ? ["--prebootcommandfile", PRE_BOOT] : [];
  server = spawn(
    "java",
    ["-Xmx512m", "-jar", PAYARA_MICRO, "--nohazelcast", "--disablephonehome", "--port", String(port), "--rootdir",
      join(directory, "payara"), ...loopback, "--deploy", FOYER_WAR, "--contextroot", "/"],
    { stdio: ["ignore", log, log] },
  );
  server.gone = new Promise((resolve) => server.once("exit", resolve));
  await until("the server to be ready", async () => {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    return answer?.ok;
  }, START_MS);
}

async function stop() {
  server.kill();
  await server.gone;
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port: free } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return free;
}

before(async () => {
  port = await freePort();
  url = `http://127.0.0.1:${port}`;
  await start();
  await launch();
});

after(async () => {
  await closePages();
  await quit();
  await stop();
  rmSync(directory, { recursive: true, force: true });
});

describe("a server that stops and starts", () => {
  test("is waited for, longer and longer, and come back to without anybody's doing", async () => {
    const pages = [await openConnected({ url }), await openConnected({ url })];
    await meet(...pages);
    const [one, other] = pages;
    const before = await userIdOf(one);
    await say(one, "Before the restart");
    await hears(other, "Before the restart");

    await stop();
    for (const page of pages) {
      await linkIs(page, "Reconnecting");
      await page.locator("#notice", { hasText: "The connection was lost" }).waitFor(WAIT);
    }
    await say(one, "Into the void");
    await statusIs(one, "Into the void", "waiting");
    const attempts = (log) => log.filter(({ event }) => event === "reconnect_attempt");
    await until("five attempts of each", async () => {
      for (const page of pages) if (attempts(await history(page)).length < 5) return false;
      return true;
    }, 40_000);
    const waits = [];
    for (const page of pages) waits.push(assertBackoff(await history(page)));
    assert.notDeepEqual(waits[0], waits[1], "each page draws its own waits");

    await start();
    // Nobody touches the pages: sessions were in memory, so both are let in anew.
    for (const page of pages) await linkIs(page, "Connected", { timeout: 60_000 });
    assert.notEqual(await userIdOf(one), before);
    for (const page of pages) {
      await screenIs(page, "closed");
      assert.match(await text(page, "#closed-detail"), /^Your visit had ended/);
    }
    for (const page of pages) await page.locator("#again").click();
    for (const page of pages) await screenIs(page, "chat");
    await say(one, "After the restart");
    await hears(other, "After the restart");
  });
});

/**
 * The server has said how long to wait first; the waits after that are between half and the whole of 2, 4, 5, 5 s. The attempts come when they
 * are over.
 */
function assertBackoff(log) {
  const since = log.findLastIndex(({ event }) => event === "disconnect");
  const draining = log.slice(0, since).findLast(({ event }) => event === "server:draining");
  assert.ok(draining, "the server has said that it stops");
  const told = Number(/reconnectInMs (\d+)/.exec(draining.detail)[1]);
  const events = log.slice(since);
  const waits = events.filter(({ event }) => event === "reconnect_wait").map(({ at, detail }) => ({
    at,
    ms: Number(/waitMs (\d+)/.exec(detail)[1]),
  }));
  const attempts = events.filter(({ event }) => event === "reconnect_attempt");
  assert.equal(waits[0].ms, told, "the first wait is the one that the server has asked for");
  [told, 2000, 4000, 5000, 5000].forEach((whole, i) => {
    const { at, ms } = waits[i];
    assert.ok(ms >= whole / 2 - 1 && ms <= whole + 1, `wait ${i + 1} is ${ms} ms`);
    const waited = attempts[i].at - at;
    assert.ok(waited >= ms - 50 && waited < ms + 1500, `attempt ${i + 1} came ${waited} ms after a wait of ${ms} ms began`);
  });
  return waits.slice(0, 5).map(({ ms }) => ms);
}
