// The web application when tokens live a few seconds: a visitor whose page renews them never notices, and one whose page
// cannot is let in anew. For a server with
//
//     foyer.token.lifetime=PT8S
//     FOYER_URL=http://localhost:8080 CHROMIUM=/usr/bin/chromium node --test test/app-expiry.test.mjs

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  closePages, happened, hears, history, launch, linkIs, nameOf, openConnected, openPair, quit, say, screenIs, sendFiles, statusIs, text,
  userIdOf,
} from "./browser.mjs";
import { textFile } from "./samples.mjs";
import { decodeToken } from "./support.mjs";

const LONG = { timeout: 40_000 };

before(launch);
after(quit);
afterEach(closePages);

const tokenOf = (page) => page.evaluate(() => sessionStorage.getItem("guestAuthToken"));
const endOf = (token) => decodeToken(token).claims.exp * 1000;

/** Waits until the token that the page has now is no good any more. */
async function outlive(page) {
  const token = await tokenOf(page);
  const left = endOf(token) - Date.now();
  assert.ok(left < 30_000, "this test is for a server with a token lifetime of a few seconds");
  await page.waitForFunction((end) => Date.now() > end + 500, endOf(token), LONG);
  return token;
}

/** From now on the page gets no fresh tokens for its session. */
const keepFromRefreshing = (page) => page.context().route("**/api/guest/token", (route) => route.abort());

describe("a token that ends", () => {
  test("while idle: it is renewed, and nobody notices", async () => {
    const page = await openConnected();
    const user = await userIdOf(page);
    const first = await outlive(page);
    await outlive(page);
    assert.notEqual(await tokenOf(page), first);
    assert.equal(await userIdOf(page), user);
    const events = (await history(page)).map(({ event }) => event);
    assert.ok(!events.includes("disconnect"), `${events}`);
    assert.equal(await text(page, "#status-state"), "Connected");
  });

  test("while chatting: the chat goes on", async () => {
    const [one, other] = await openPair();
    const users = [await userIdOf(one), await userIdOf(other)];
    await outlive(one);
    await say(one, "Still here");
    await hears(other, "Still here");
    await outlive(other);
    await say(other, "So am I");
    await hears(one, "So am I");
    await statusIs(other, "So am I", "delivered");
    assert.deepEqual([await userIdOf(one), await userIdOf(other)], users);
    for (const page of [one, other]) assert.ok(!(await history(page)).some(({ event }) => event === "disconnect"));
  });

  test("during an upload: the file arrives", async () => {
    const [one, other] = await openPair();
    const session = await one.context().newCDPSession(one);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 400_000,
    });
    const token = await tokenOf(one);
    await sendFiles(one, textFile("slow.txt", 5_000_000));
    await one.locator("progress").waitFor();
    await other.locator(".attachment-name", { hasText: "slow.txt" }).waitFor(LONG);
    assert.ok(Date.now() > endOf(token), "the token has ended while the file was on its way");
    await say(other, "Thank you");
    await hears(one, "Thank you");
  });

  test("and cannot be renewed, while idle: a new session, and it goes on", async () => {
    const page = await openConnected();
    const user = await userIdOf(page);
    await keepFromRefreshing(page);
    await happened(page, "session:regenerated", 1, LONG);
    await linkIs(page, "Connected");
    assert.notEqual(await userIdOf(page), user);
    assert.equal(await page.locator("#username").inputValue(), await nameOf(page));
  });

  test("and cannot be renewed, while chatting: the room closes, both are told why, and both can go on", async () => {
    const [one, other] = await openPair();
    const name = await nameOf(one);
    await keepFromRefreshing(one);
    await screenIs(one, "closed", LONG);
    assert.match(await text(one, "#closed-detail"), /^Your visit had ended, so you have been let in anew under another name\./);
    await screenIs(other, "closed", LONG);
    assert.match(await text(other, "#closed-detail"), new RegExp(`^${name}`));
    await linkIs(one, "Connected");
    await one.context().unroute("**/api/guest/token");
    for (const page of [one, other]) await page.locator("#again").click();
    for (const page of [one, other]) await screenIs(page, "chat");
    await say(one, "As somebody else");
    await hears(other, "As somebody else");
  });
});
