// The web application in Chromium against a running server: what a person does from the home page to the end of a room.
// For a server with nobody else on it, without limits, and with pings that make it notice a sleeper soon:
//
//     foyer.socket.ping-interval=PT4S  foyer.socket.ping-timeout=PT4S
//
//     FOYER_URL=http://localhost:8080 CHROMIUM=/usr/bin/chromium node --test test/app.test.mjs

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  DESKTOP, NARROWEST, PHONE, WAIT, bubble, closePages, dropNetwork, happened, hears, history, launch, linkIs, meet,
  nameOf, open, openConnected, openDetails, openPair, quit, say, screenIs, sendFiles, statusIs, text, userIdOf, watch,
} from "./browser.mjs";
import { picture, textFile } from "./samples.mjs";
import { FOYER_URL, api, closeSockets, connect, newGuest, next, pause, until } from "./support.mjs";

before(launch);
after(quit);
afterEach(async () => {
  await closePages();
  closeSockets();
});

const HOSTILE = '<img src=x onerror="document.title=1">';

/** A guest on a stock socket, in the room with the page. */
async function meetStock(page) {
  const guest = await newGuest();
  const socket = await connect(guest);
  const matched = next(socket, "user:matched");
  await page.locator("#meet").click();
  await screenIs(page, "searching");
  socket.emit("user:match");
  const { roomId } = await matched;
  await screenIs(page, "chat");
  return { guest, socket, roomId };
}

describe("the home page", () => {
  test("lets a guest in, without a complaint of the browser's", async () => {
    const page = await openConnected();
    assert.equal(page.answer.status(), 200);
    const policy = page.answer.headers()["content-security-policy"] ?? "";
    assert.match(policy, /default-src 'self'/);
    assert.doesNotMatch(policy, /unsafe|data:|\*/);
    assert.match(page.answer.headers()["permissions-policy"], /camera=\(self\), microphone=\(self\)/);

    assert.equal(await text(page, "#status-transport"), "websocket");
    assert.match(await page.locator("#username").inputValue(), /^[A-Za-z0-9_]{3,20}$/);
    await page.waitForFunction(() => Number(document.querySelector("#stat-onlineUsers").textContent) >= 1, null, WAIT);
    for (const count of ["totalUsers", "onlineUsers", "activeUsers", "availableUsers", "connectedUsers"]) {
      assert.match(await text(page, `#stat-${count}`), /^[\d.,\s]+$/, count);
    }
    const stored = await page.evaluate(() => [
      sessionStorage.getItem("guestAuthToken")?.split(".").length,
      JSON.parse(sessionStorage.getItem("guest_user_session")).username,
      localStorage.getItem("guest_deviceId")?.length > 0,
    ]);
    assert.deepEqual(stored, [3, await page.locator("#username").inputValue(), true]);
    assert.deepEqual(page.complaints, []);
  });

  test("keeps its session over a reload", async () => {
    const page = await openConnected();
    const before = await userIdOf(page);
    await page.reload();
    await linkIs(page, "Connected");
    assert.equal(await userIdOf(page), before);
    assert.ok(!(await history(page)).some(({ event }) => event === "session:begun"), "a new session was made");
  });

  test("shows who else is here, and that they have left", async () => {
    const [page, other] = [await openConnected(), await openConnected()];
    const listed = page.locator(".person-name", { hasText: await nameOf(other) });
    await listed.waitFor(WAIT);
    await page.locator(".person", { hasText: "you" }).waitFor(WAIT);
    await openDetails(other);
    await other.locator("#disconnect").click();
    await linkIs(other, "Disconnected");
    await listed.waitFor({ ...WAIT, state: "detached" });
  });

  test("lets a guest roll a name, or choose one, and say something of itself", async () => {
    const page = await openConnected();
    const first = await userIdOf(page);
    await page.locator("#username").fill("");
    await page.getByRole("button", { name: "Roll a name" }).click();
    await page.waitForFunction(() => document.querySelector("#username").value.length > 0, null, WAIT);
    assert.match(await page.locator("#username").inputValue(), /^[A-Za-z]+\d{1,4}$/);

    await page.getByLabel("Name", { exact: true }).fill("Wanderer_42");
    await page.getByLabel("Language").selectOption("pt");
    await page.getByLabel("Where you are").fill("Lisbon");
    const { guest, socket } = await meetStock(page);
    const { matchedUser } = socket.journal.find(({ event }) => event === "user:matched").payload;
    assert.deepEqual(
      [matchedUser.username, matchedUser.language, matchedUser.location, matchedUser.gender],
      ["Wanderer_42", "pt", "Lisbon", null],
    );
    assert.equal(await text(page, "#chat-title"), guest.user.username);
    assert.notEqual(await userIdOf(page), first, "another name is another session");
    await until("the guest it was before to be gone", async () => {
      const { data } = await api("GET", "/api/users/online", { token: guest.token });
      return !data.onlineUsers.some(({ id }) => id === first);
    });
  });

  test("says why a name will not do, and the connection stays", async () => {
    const page = await openConnected();
    const before = await userIdOf(page);
    await page.getByLabel("Name", { exact: true }).fill("<b>no</b>");
    await page.getByRole("button", { name: "Meet somebody" }).click();
    await page.locator("#username-problem:not(:empty)").waitFor(WAIT);
    assert.equal(await page.locator("#username").getAttribute("aria-invalid"), "true");
    assert.equal(await page.evaluate(() => document.activeElement.id), "username");
    assert.equal(await text(page, "#status-state"), "Connected");
    assert.equal(await userIdOf(page), before);
  });

  test("takes another session when its own has ended", async () => {
    const page = await openConnected();
    const before = await userIdOf(page);
    await page.evaluate(async () => {
      const token = sessionStorage.getItem("guestAuthToken");
      await fetch("/api/guest/me", { method: "DELETE", headers: { Authorization: `Bearer ${token}` } });
    });
    await linkIs(page, "Disconnected");
    await page.locator("#notice-action").click();
    await linkIs(page, "Connected");
    assert.notEqual(await userIdOf(page), before);
  });

  test("fits the narrowest phone", async () => {
    const page = await openConnected({ viewport: NARROWEST });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), NARROWEST.width);
    await page.mouse.wheel(0, 2000);
    assert.equal(await page.locator("#status").isVisible(), true);
  });
});

describe("looking for somebody", () => {
  test("waits when nobody is here, tells it, and stops when asked", async () => {
    const page = await openConnected();
    await page.locator("#meet").click();
    await screenIs(page, "searching");
    await page.locator("#searching-detail", { hasText: "Nobody else is looking yet" }).waitFor(WAIT);
    assert.equal(await page.evaluate(() => document.activeElement.id), "searching-title", "the screen reader is told");
    await page.getByRole("button", { name: "Stop looking" }).click();
    await screenIs(page, "home");
    assert.equal(await page.evaluate(() => document.activeElement.id), "home-title");
    const { token } = await newGuest();
    await until("the search to be over", async () => {
      const { data } = await api("GET", "/api/users/available", { token });
      return data.count === 0;
    });
  });

  test("goes on after the connection was lost", async () => {
    const page = await openConnected();
    await page.locator("#meet").click();
    await screenIs(page, "searching");
    await dropNetwork(page);
    await happened(page, "reconnect");
    await linkIs(page, "Connected");
    const other = await openConnected();
    await other.locator("#meet").click();
    await screenIs(other, "chat");
    await screenIs(page, "chat");
  });

  test("asks once however long the connection takes, and again when it was stopped meanwhile", async () => {
    const line = heldLine();
    const page = await openConnected({ prepare: line.prepare });
    const meetAs = async (name) => {
      await page.locator("#username").fill(name);
      await page.locator("#meet").click();
      await screenIs(page, "searching");
    };
    const stop = async () => {
      await page.getByRole("button", { name: "Stop looking" }).click();
      await screenIs(page, "home");
    };
    const nobodyElse = page.locator("#searching-detail", { hasText: "Nobody else is looking yet" });

    // Another name is another session, and that another connection.
    line.hold();
    await meetAs("Wanderer_43");
    line.release();
    await nobodyElse.waitFor(WAIT);
    assert.deepEqual(line.asked.splice(0), ["user:match"]);
    await stop();
    await until("the server to be told", () => line.asked.splice(0).join() === "user:match:cancel");

    line.hold();
    await meetAs("Wanderer_44");
    await stop();
    await page.locator("#meet").click();
    await screenIs(page, "searching");
    line.release();
    await nobodyElse.waitFor(WAIT);
    assert.deepEqual(line.asked, ["user:match", "user:match:cancel", "user:match"]);
  });

  test("goes on after the connection was lost while it began", async () => {
    const page = await openConnected({ prepare: cutTheFirstSearch });
    await page.locator("#meet").click();
    await happened(page, "reconnect");
    await linkIs(page, "Connected");
    assert.equal(await page.locator("body").getAttribute("data-screen"), "searching");
    const other = await openConnected();
    await other.locator("#meet").click();
    await screenIs(page, "chat");
  });
});

/** A network whose connections wait as long as it is held; `asked` is what pages have sent of matching, first things first. */
function heldLine() {
  const asked = [];
  let free = Promise.resolve();
  let release = () => {};
  return {
    asked,
    hold: () => {
      free = new Promise((resolve) => {
        release = resolve;
      });
    },
    release: () => release(),
    prepare: (context) =>
      context.routeWebSocket(/socket\.io/, async (socket) => {
        await free;
        const server = socket.connectToServer();
        socket.onMessage((message) => {
          asked.push(...(String(message).match(/user:match[:a-z]*/g) ?? []));
          server.send(message);
        });
      }),
  };
}

/** Swallows the first search, and cuts the connection under it. */
async function cutTheFirstSearch(context) {
  let cut = false;
  await context.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (cut || !String(message).includes("user:match")) {
        server.send(message);
        return;
      }
      cut = true;
      server.close();
      socket.close();
    });
  });
}

describe("a chat", () => {
  test("two pages match and write both ways; sent and delivered are seen, and who is typing", async () => {
    const [one, other] = await openPair();
    assert.equal(await text(one, "#chat-title"), await nameOf(other));
    assert.equal(await text(other, "#chat-title"), await nameOf(one));

    await one.locator("#text").pressSequentially("He");
    await other.locator("#typing", { hasText: `${await nameOf(one)} is typing` }).waitFor(WAIT);
    await say(one, "Hello there");
    await hears(other, "Hello there");
    await statusIs(one, "Hello there", "delivered");
    await other.locator("#typing:empty").waitFor({ ...WAIT, state: "attached" });

    await say(other, "Hello yourself\nand a second line");
    await hears(one, "Hello yourself\nand a second line");
    await statusIs(other, "Hello yourself", "delivered");
    assert.equal(await bubble(one, "Hello yourself").evaluate((item) => item.closest("li").dataset.mine), "false");
    for (const page of [one, other]) assert.deepEqual(page.complaints, []);
  });

  test("a message is shown as being sent until the server has it", async () => {
    const held = [];
    const hold = async (context) => {
      await context.routeWebSocket(/socket\.io/, (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((message) => {
          if (String(message).includes("chat:message")) held.push(() => server.send(message));
          else server.send(message);
        });
      });
    };
    const [one, other] = await openPair({ prepare: hold });
    await say(one, "Slowly");
    await statusIs(one, "Slowly", "sending");
    assert.equal(await bubble(other, "Slowly").count(), 0);
    await until("the message to be on its way", () => held.length > 0);
    held.splice(0).forEach((send) => send());
    await hears(other, "Slowly");
    await statusIs(one, "Slowly", "delivered");
  });

  test("text of others is shown as text", async () => {
    const page = await openConnected();
    const { socket } = await meetStock(page);
    socket.emit("chat:message", { type: "text", content: HOSTILE });
    await hears(page, HOSTILE);
    socket.emit("chat:message", { type: "file", content: { filename: HOSTILE, fileType: "text/plain", fileSize: 3 } });
    await page.locator(".attachment-name", { hasText: HOSTILE }).waitFor(WAIT);
    assert.equal(await page.locator("#message-list img").count(), 0);
    assert.notEqual(await page.title(), "1");
    assert.deepEqual(page.complaints, []);
  });

  test("a name is shown as text", async () => {
    // The server lets no such name through, so a false one says it.
    const page = await open({
      prepare: async (context) => {
        await context.routeWebSocket(/socket\.io/, (socket) => {
          const server = socket.connectToServer();
          const falsified = `"username":${JSON.stringify(HOSTILE)}`;
          server.onMessage((message) => socket.send(String(message).replaceAll(/"username":"[^"]*"/g, () => falsified)));
        });
      },
    });
    await page.locator(".person-name", { hasText: HOSTILE }).first().waitFor(WAIT);
    await meetStock(page);
    assert.equal(await text(page, "#chat-title"), HOSTILE);
    assert.equal(await page.locator("main img").count(), 0);
    assert.notEqual(await page.title(), "1");
    assert.deepEqual(page.complaints, []);
  });

  test("a link to a file is only followed to this server, and only to files", async () => {
    const page = await openConnected();
    const { socket } = await meetStock(page);
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const links = ["http://127.0.0.1:9/track.png", "javascript:document.title=1", "/api/guest/me", "/api/temp-files/../guest/me"];
    for (const link of links) {
      socket.emit("chat:message", {
        type: "file",
        content: {
          filename: "cat.png", fileType: "image/png", fileSize: 3, tempUrl: link, downloadUrl: link, isImage: true,
          fileTypeCategory: "image",
        },
      });
    }
    await page.waitForFunction((count) => document.querySelectorAll(".attachment").length === count, links.length, WAIT);
    assert.equal(await page.locator(".attachment a").count(), 0);
    assert.equal(await page.locator("#message-list img").count(), 0);
    assert.deepEqual(asked, []);
    assert.deepEqual(page.complaints, []);
  });

  test("what is too long is not sent, and what is blank neither", async () => {
    const [one, other] = await openPair();
    await one.locator("#text").fill("🙂".repeat(1001));
    assert.equal(await text(one, "#text-count"), "-1 left");
    await one.locator("#text").press("Enter");
    await one.locator("#text").fill("   \n ");
    await one.locator("#text").press("Enter");
    assert.equal(await one.locator(".message").count(), 0);
    await say(one, "🙂".repeat(1000));
    await hears(other, "🙂".repeat(1000));
  });

  test("many messages do not make the page grow without end", async () => {
    const page = await openConnected();
    const { socket } = await meetStock(page);
    const count = 700;
    for (let i = 1; i <= count; i++) {
      socket.emit("chat:message", { type: "text", content: `message ${i}` });
      // As fast as the server's limit of events allows.
      if (i % 25 === 0) await pause(600);
    }
    await hears(page, `message ${count}`);
    assert.equal(await page.locator(".message").count(), 500);
    const [left, height] = await page.locator("#messages").evaluate((box) => [box.scrollHeight - box.scrollTop - box.clientHeight, box.clientHeight]);
    assert.ok(left < height / 4, "the end is in view");
  });

  test("goes on over a reload, with what was said", async () => {
    const [one, other] = await openPair();
    await say(one, "Before");
    await statusIs(one, "Before", "delivered");
    await say(other, "And you?");
    await hears(one, "And you?");
    await one.reload();
    await screenIs(one, "chat");
    await hears(one, "And you?");
    assert.deepEqual(await one.locator(".bubble").allInnerTexts(), ["Before", "And you?"]);
    await say(one, "After");
    await hears(other, "After");
    await say(other, "Welcome back");
    await hears(one, "Welcome back");
    assert.equal(await other.locator("body").getAttribute("data-screen"), "chat");
  });

  test("a second tab of the same guest gets everything, and shows what the first one writes", async () => {
    const [one, other] = await openPair();
    await say(one, "From the first tab");
    await statusIs(one, "From the first tab", "delivered");
    // A tab that a tab opens begins with a copy of its storage.
    const [second] = await Promise.all([
      one.context().waitForEvent("page"),
      one.evaluate(() => void window.open(location.href)),
    ]);
    watch(second);
    await screenIs(second, "chat");
    await hears(second, "From the first tab");
    assert.equal(await userIdOf(second), await userIdOf(one));

    await say(one, "Once more");
    await hears(second, "Once more");
    await statusIs(second, "Once more", "delivered");
    assert.equal(await bubble(second, "Once more").evaluate((item) => item.closest("li").dataset.mine), "true");
    await say(second, "And from the second");
    await hears(one, "And from the second");
    await hears(other, "And from the second");
    await say(other, "To both of you");
    for (const page of [one, second]) await hears(page, "To both of you");

    await second.close();
    await say(other, "Still there?");
    await hears(one, "Still there?");
    assert.equal(await other.locator("#chat-about").getAttribute("data-tone"), "here", "closing one tab ends nothing");

    await one.locator("#leave").click();
    await one.locator("#ask-yes").click();
    await screenIs(other, "closed");
  });

  test("a tab learns that the guest has left in another one", async () => {
    const [one, other] = await openPair();
    const [second] = await Promise.all([
      one.context().waitForEvent("page"),
      one.evaluate(() => void window.open(location.href)),
    ]);
    await screenIs(second, "chat");
    await second.locator("#leave").click();
    await second.locator("#ask-yes").click();
    await screenIs(second, "home");
    await screenIs(one, "closed");
    await screenIs(other, "closed");
    assert.match(await text(one, "#closed-detail"), /in another tab/);
  });
});

describe("the end of a room", () => {
  test("one leaves: it is asked, goes home, and the other is told", async () => {
    const [one, other] = await openPair();
    await one.locator("#leave").click();
    await one.locator("#ask[open]").waitFor(WAIT);
    await one.locator("#ask-no").click();
    assert.equal(await one.locator("body").getAttribute("data-screen"), "chat");
    await one.locator("#leave").click();
    await one.locator("#ask-yes").click();
    await screenIs(one, "home");
    await screenIs(other, "closed");
    assert.equal(await text(other, "#closed-detail"), `${await nameOf(one)} has left. What was said and sent is gone with the room.`);
    assert.equal(await other.evaluate(() => sessionStorage.getItem("foyer.conversation")), null);

    const third = await openConnected();
    await third.locator("#meet").click();
    await other.getByRole("button", { name: "Meet somebody else" }).click();
    await screenIs(other, "chat");
    await screenIs(third, "chat");
    assert.equal(await other.locator(".message").count(), 0);
  });

  test("one closes its tab: the other sees it away, then the room closed", async () => {
    const [one, other] = await openPair();
    const name = await nameOf(one);
    await one.close();
    await other.locator("#chat-about[data-tone=away]", { hasText: "Away, waiting" }).waitFor(WAIT);
    await screenIs(other, "closed");
    assert.equal(
      await text(other, "#closed-detail"),
      `${name} lost the connection and did not come back. What was said and sent is gone with the room.`,
    );
    await other.getByRole("button", { name: "Back to the foyer" }).click();
    await screenIs(other, "home");
  });

  test("one loses the network and is back in time: away, back, and what was written meanwhile arrives", async () => {
    const [one, other] = await openPair();
    await one.context().setOffline(true);
    await linkIs(one, "Offline");
    await other.locator("#chat-about[data-tone=away]").waitFor(WAIT);
    await say(one, "Written without a network");
    await statusIs(one, "Written without a network", "waiting");
    await one.context().setOffline(false);
    await linkIs(one, "Connected");
    await other.locator("#chat-about[data-tone=here]").waitFor(WAIT);
    await hears(other, "Written without a network");
    await statusIs(one, "Written without a network", "delivered");
    assert.equal(await bubble(other, "Written without a network").count(), 1);
  });
});

describe("files", () => {
  test("a picture is looked at before it is sent, shown in the chat, and enlarged", async () => {
    const [one, other] = await openPair();
    await one.locator("#file").setInputFiles([picture("hills.png", 400, 300), textFile("no.txt", 10)]);
    assert.equal(await one.locator("#tray li").count(), 2);
    await one.getByRole("button", { name: "Do not send no.txt" }).click();
    await one.locator("#send").click();
    for (const page of [one, other]) {
      await page.waitForFunction(() => document.querySelector(".picture img")?.naturalWidth === 400, null, WAIT);
      assert.equal(await page.locator(".message").count(), 1);
    }
    await one.locator(".message[data-status=delivered]").waitFor(WAIT);
    await other.getByRole("button", { name: "Picture hills.png: enlarge" }).click();
    await other.waitForFunction(() => document.querySelector("#lightbox-image").naturalWidth === 400, null, WAIT);
    const [download] = await Promise.all([other.waitForEvent("download"), other.locator("#lightbox-download").click()]);
    assert.equal(download.suggestedFilename(), "hills.png");
    await other.keyboard.press("Escape");
    for (const page of [one, other]) assert.deepEqual(page.complaints, []);
  });

  test("an upload is seen to progress while it is on its way", async () => {
    const [one, other] = await openPair();
    // 6 MB at 2 MB a second.
    const session = await one.context().newCDPSession(one);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2_000_000,
    });
    await one.evaluate(() => {
      window.seen = [];
      new MutationObserver(() => {
        const bar = document.querySelector("progress");
        if (bar && window.seen.at(-1) !== bar.value) window.seen.push(bar.value);
      }).observe(document.querySelector("#message-list"), { subtree: true, childList: true, attributes: true, characterData: true });
    });
    await sendFiles(one, textFile("long.txt", 6_000_000));
    await other.locator(".attachment-name", { hasText: "long.txt" }).waitFor({ timeout: 30_000 });
    const between = (await one.evaluate(() => window.seen)).filter((value) => value > 0 && value < 1);
    assert.ok(new Set(between).size >= 2, `progress was ${between}`);
    assert.deepEqual(between, [...between].sort((a, b) => a - b), "it only grows");
    const [download] = await Promise.all([other.waitForEvent("download"), other.locator(".attachment a").click()]);
    assert.equal(download.suggestedFilename(), "long.txt");
  });

  test("an upload can be stopped", async () => {
    const [one, other] = await openPair();
    const session = await one.context().newCDPSession(one);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 500_000,
    });
    await sendFiles(one, textFile("regretted.txt", 9_000_000));
    await one.getByRole("button", { name: "Stop sending regretted.txt" }).click();
    await one.locator(".message").waitFor({ ...WAIT, state: "detached" });
    await say(one, "Never mind");
    await hears(other, "Never mind");
    assert.equal(await other.locator(".attachment").count(), 0);
  });

  test("what cannot be sent is said, and can be tried again or removed", async () => {
    const [one] = await openPair();
    await sendFiles(one, { name: "program.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("4d5a90000300", "hex") });
    await one.locator(".message[data-status=failed]", { hasText: "Files of this kind cannot be sent" }).waitFor(WAIT);
    await one.getByRole("button", { name: "Remove" }).click();
    await one.locator(".message").waitFor({ ...WAIT, state: "detached" });

    await one.locator("#file").setInputFiles([{ name: "huge.bin", mimeType: "application/zip", buffer: Buffer.alloc(10 * 1024 * 1024 + 1) }]);
    await one.locator("#notice", { hasText: "huge.bin is larger than 10 MB" }).waitFor(WAIT);
    assert.equal(await one.locator("#tray").isHidden(), true);
  });

  test("a voice note is recorded, sent and played", async () => {
    const [one, other] = await openPair();
    await one.getByRole("button", { name: "Record a voice note" }).click();
    await one.locator("#recording-time", { hasText: "0:02" }).waitFor(WAIT);
    await one.getByRole("button", { name: "Send the voice note" }).click();
    const play = other.getByRole("button", { name: /^Play voice note, [23] seconds$/ });
    await play.waitFor(WAIT);
    await one.locator(".message[data-status=delivered] .voice").waitFor(WAIT);
    assert.ok(await other.locator(".wave rect").evaluateAll((bars) => new Set(bars.map((bar) => bar.getAttribute("height"))).size > 1), "it has a shape");
    await play.click();
    await other.getByRole("button", { name: /^Pause voice note/ }).waitFor(WAIT);
    await other.locator(".wave rect.heard").first().waitFor({ ...WAIT, state: "attached" });
    await other.getByRole("button", { name: /^Play voice note/ }).waitFor(WAIT);
    for (const page of [one, other]) assert.deepEqual(page.complaints, []);
  });

  test("a voice note can be thrown away", async () => {
    const [one] = await openPair();
    await one.locator("#record").click();
    await one.locator("#recording-time", { hasText: "0:01" }).waitFor(WAIT);
    await one.keyboard.press("Escape");
    await one.locator("#writing").waitFor(WAIT);
    assert.equal(await one.locator(".message").count(), 0);
  });
});

describe("the connection", () => {
  test("is told in detail, disconnects and connects when asked, and the keyboard's place is kept", async () => {
    const page = await openConnected();
    await openDetails(page);
    assert.match(await text(page, "#field-userId"), /^guest_[0-9a-f-]{36}$/);
    assert.equal(await text(page, "#field-username"), await nameOf(page));
    await page.locator("#field-rtt", { hasText: /^[\d.]+ ms/ }).waitFor(WAIT);
    await page.locator("#field-connect", { hasText: /^[\d.]+ ms/ }).waitFor(WAIT);
    const before = await text(page, "#field-socketId");
    assert.notEqual(before, "–");

    await page.getByRole("button", { name: "Disconnect", exact: true }).focus();
    await page.keyboard.press("Enter");
    await linkIs(page, "Disconnected");
    await pause(1500); // longer than the client waits before it reconnects
    assert.equal(await text(page, "#status-state"), "Disconnected");
    assert.equal(await page.evaluate(() => document.activeElement.id), "disconnect", "the keyboard's place is kept");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await linkIs(page, "Connected");
    assert.notEqual(await text(page, "#field-socketId"), before);
    const events = (await history(page)).map(({ event }) => event);
    assert.deepEqual(events.filter((event) => event === "connection:established").length, 2);
    assert.ok(events.includes("disconnect"));
    assert.deepEqual(page.complaints, []);
  });

  for (const transports of ["websocket,polling", "polling,websocket", "polling"]) {
    test(`comes back by itself when the network drops: ${transports}`, async () => {
      const page = await openConnected();
      await openDetails(page);
      await page.locator("#transports").selectOption(transports);
      if (transports !== "websocket,polling") await page.waitForEvent("load");
      await linkIs(page, "Connected");
      const expected = transports === "polling" ? "polling" : "websocket";
      await page.locator("#status-transport", { hasText: expected }).waitFor({ ...WAIT, state: "attached" });
      await dropNetwork(page);
      await happened(page, "disconnect");
      await happened(page, "reconnect_attempt");
      await happened(page, "reconnect");
      await happened(page, "connection:established", 2);
      await linkIs(page, "Connected");
      await page.locator("#status-transport", { hasText: expected }).waitFor({ ...WAIT, state: "attached" });
    });
  }

  test("is not tried while the browser is offline, and at once when it is online again", async () => {
    const page = await openConnected();
    await page.context().setOffline(true);
    await page.locator("#notice", { hasText: "You are offline" }).waitFor(WAIT);
    await linkIs(page, "Offline");
    const offline = await history(page);
    await pause(2500); // longer than the first waits
    assert.ok(!(await history(page)).slice(offline.length).some(({ event }) => event === "reconnect_attempt"), "nothing is tried");
    await page.context().setOffline(false);
    const back = Date.now();
    await linkIs(page, "Connected");
    assert.ok(Date.now() - back < 2000, `it took ${Date.now() - back} ms`);
    await page.locator("#notice").waitFor({ ...WAIT, state: "hidden" });
  });

  test("outlives the sleep of its machine: the server has given it up, and it comes back into its room", async () => {
    const [one, other] = await openPair();
    const session = await one.context().newCDPSession(one);
    await session.send("Debugger.enable");
    await session.send("Debugger.pause");
    // Nothing answers the server's pings now, until it thinks the guest is away.
    await other.locator("#chat-about[data-tone=away]").waitFor({ timeout: 60_000 });
    await session.send("Debugger.disable");
    await other.locator("#chat-about[data-tone=here]").waitFor(WAIT);
    await linkIs(one, "Connected");
    await say(one, "Back again");
    await hears(other, "Back again");
    await say(other, "Good morning");
    await hears(one, "Good morning");
  });

  test("of ten tabs of one guest is one of each, and all of them get everything", async () => {
    const [one, other] = await openPair();
    const tabs = [one];
    while (tabs.length < 10) {
      const [tab] = await Promise.all([
        one.context().waitForEvent("page"),
        one.evaluate(() => void window.open(location.href)),
      ]);
      await screenIs(tab, "chat");
      tabs.push(tab);
    }
    await say(other, "Ten times");
    for (const tab of tabs) await hears(tab, "Ten times");
    const { token } = await newGuest();
    await until("eleven sockets, two guests and one room", async () => {
      const { stats } = (await api("GET", "/api/stats", { token })).data;
      return [stats.activeUsers, stats.onlineUsers, stats.connectedUsers].join() === "11,2,1";
    });
    for (const tab of tabs.slice(1)) await tab.close();
    await say(one, "One is enough");
    await hears(other, "One is enough");
  });
});

describe("everybody", () => {
  test("finds the way by keyboard and screen reader", async () => {
    const [one, other] = [await openConnected(), await openConnected()];
    assert.equal(await one.getByRole("main").count(), 1);
    assert.equal(await one.getByRole("banner").count(), 1);
    await one.getByLabel("Name", { exact: true }).focus();
    await one.keyboard.press("Enter");
    await screenIs(one, "searching");
    await other.getByRole("button", { name: "Meet somebody" }).focus();
    await other.keyboard.press("Space");
    await screenIs(one, "chat");
    assert.equal(await text(one, "#announcement"), `You have met ${await nameOf(other)}`);
    assert.equal(await one.evaluate(() => document.activeElement.id), "text", "ready to write");
    await one.keyboard.type("By hand");
    await one.keyboard.press("Enter");
    await hears(other, "By hand");
    const log = other.getByRole("log", { name: "Messages" });
    assert.equal(await log.getAttribute("aria-live"), "polite");
    assert.match(await log.innerText(), /By hand/);
    await other.getByRole("button", { name: "Leave" }).focus();
    await other.keyboard.press("Enter");
    await other.getByRole("dialog", { name: /^Leave / }).waitFor(WAIT);
    await other.keyboard.press("Escape");
    await other.locator("#ask").waitFor({ ...WAIT, state: "hidden" });
    assert.equal(await other.locator("body").getAttribute("data-screen"), "chat");
  });

  for (const [name, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE, "narrowest phone": NARROWEST })) {
    test(`sees the whole chat on a ${name}, whatever is in it`, async () => {
      const [one, other] = await openPair({ viewport });
      await say(other, "x".repeat(900));
      await sendFiles(other, textFile(`${"long-name-".repeat(12)}.txt`, 2000), picture("wide.png", 2000, 200));
      await one.locator(".attachment").waitFor(WAIT);
      await one.locator(".picture img").waitFor(WAIT);
      await say(one, "Well");
      await statusIs(one, "Well", "delivered");
      assert.equal(await one.evaluate(() => document.documentElement.scrollWidth), viewport.width);
      assert.equal(await one.evaluate(() => document.documentElement.scrollHeight), viewport.height);
      assert.equal(await one.locator("#messages").evaluate((box) => box.scrollWidth - box.clientWidth), 0);
      for (const button of ["#leave", "#call-audio", "#call-video", "#attach", "#record", "#status"]) {
        const { x, y, width, height } = await one.locator(button).boundingBox();
        assert.ok(x >= 0 && y >= 0 && x + width <= viewport.width && y + height <= viewport.height, button);
        assert.ok(width >= 40 && height >= 40, `${button} is ${width} by ${height}`);
      }
    });
  }
});
