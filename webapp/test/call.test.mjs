// Calls between two pages in Chromium, whose camera and microphone are made up. For a server as in app.test.mjs:
//
//     FOYER_URL=http://localhost:8080 CHROMIUM=/usr/bin/chromium node --test test/call.test.mjs

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { WAIT, closePages, launch, nameOf, openPair, quit, say, hears, screenIs, text } from "./browser.mjs";
import { api, pause, until } from "./support.mjs";

before(launch);
after(quit);
afterEach(closePages);

const phaseIs = (page, phase, patience = WAIT) => page.locator(`#call[data-phase=${phase}]`).waitFor({ ...patience, state: "attached" });
const noteIs = (page, words, patience = WAIT) => page.locator(".note", { hasText: words }).waitFor(patience);

/** How many frames of the other end were shown, and how large they are. */
const frames = (page) =>
  page.locator("#call-remote").evaluate((video) => ({
    shown: video.getVideoPlaybackQuality().totalVideoFrames,
    width: video.videoWidth,
    visible: video.getBoundingClientRect().width > 100,
  }));

/** Waits until the other end's picture moves. */
async function seesFrames(page) {
  await page.locator("#call[data-remote-video=true]").waitFor(WAIT);
  await page.waitForFunction(() => document.querySelector("#call-remote").getVideoPlaybackQuality().totalVideoFrames > 0, null, WAIT);
  const before = await frames(page);
  await page.waitForFunction(
    (count) => document.querySelector("#call-remote").getVideoPlaybackQuality().totalVideoFrames > count + 5,
    before.shown,
    WAIT,
  );
  const { width, visible } = await frames(page);
  assert.ok(width > 0 && visible, `a picture ${width} wide, visible: ${visible}`);
}

/** How loud the other end's sound is at its loudest, over a second; the made-up microphone beeps. */
const loudness = (page) =>
  page.locator("#call-remote").evaluate(async (video) => {
    const audio = new AudioContext();
    const analyser = audio.createAnalyser();
    audio.createMediaStreamSource(video.srcObject).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let loudest = 0;
    for (let i = 0; i < 100; i++) {
      analyser.getFloatTimeDomainData(samples);
      loudest = Math.max(loudest, ...samples.map(Math.abs));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await audio.close();
    return loudest;
  });

async function call(kind, answer) {
  const [one, other] = await openPair();
  await one.locator(`#call-${kind}`).click();
  await phaseIs(one, "calling");
  await phaseIs(other, "ringing");
  await other.locator(answer).click();
  for (const page of [one, other]) await phaseIs(page, "connected");
  return [one, other];
}

describe("a call", () => {
  test("with video: frames and sound of each end arrive at the other, and one ends it", async () => {
    const [one, other] = await call("video", "#call-answer-video");
    await seesFrames(one);
    await seesFrames(other);
    assert.ok((await loudness(other)) > 0.01, "the microphone is heard");
    await say(one, "And in writing");
    await hears(other, "And in writing");
    await other.locator("#call-end").click();
    for (const page of [one, other]) {
      await phaseIs(page, "idle");
      assert.equal(await page.locator("#call").isHidden(), true);
      await noteIs(page, /^Video call, 0:\d\d/);
      assert.deepEqual(page.complaints, []);
    }
  });

  test("by voice: sound arrives; a camera can be turned on in it, and off; one mutes", async () => {
    const [one, other] = await call("audio", "#call-answer");
    assert.equal(await one.locator("#call").getAttribute("data-video"), "false");
    assert.ok((await loudness(one)) > 0.01, "the microphone is heard");

    await other.locator("#call-camera").click();
    await seesFrames(one);
    assert.equal(await other.locator("#call").getAttribute("data-local-video"), "true");
    await other.locator("#call-camera").click();
    await one.locator("#call[data-remote-video=false]").waitFor(WAIT);

    await other.locator("#call-mute").click();
    assert.equal(await other.locator("#call-mute").getAttribute("aria-pressed"), "true");
    await one.locator("#call-state", { hasText: `${await nameOf(other)} is muted` }).waitFor(WAIT);
    // What was said just before may still be on its way.
    await until("silence", async () => (await loudness(one)) < 0.001);
    await one.locator("#call-end").click();
    await phaseIs(other, "idle");
  });

  test("with video can be taken without", async () => {
    const [one, other] = await call("video", "#call-answer");
    await seesFrames(other);
    assert.equal(await one.locator("#call").getAttribute("data-remote-video"), "false");
    assert.equal(await other.locator("#call").getAttribute("data-local-video"), "false");
  });

  test("can be declined", async () => {
    const [one, other] = await openPair();
    await one.locator("#call-audio").click();
    await phaseIs(other, "ringing");
    assert.equal(await text(other, "#call-state"), `Voice call from ${await nameOf(one)}`);
    await other.getByRole("button", { name: "Decline" }).click();
    for (const page of [one, other]) await phaseIs(page, "idle");
    await noteIs(one, `${await nameOf(other)} declined the voice call`);
    await noteIs(other, "You declined a voice call");
  });

  test("can be called off before it is taken", async () => {
    const [one, other] = await openPair();
    await one.locator("#call-video").click();
    await phaseIs(other, "ringing");
    await one.locator("#call-end").click();
    for (const page of [one, other]) await phaseIs(page, "idle");
    await noteIs(other, "Missed video call");
  });

  test("that nobody takes ends after thirty seconds", async () => {
    const [one, other] = await openPair();
    await one.locator("#call-audio").click();
    await phaseIs(other, "ringing");
    const begun = Date.now();
    await noteIs(one, "Voice call: no answer", { timeout: 40_000 });
    const lasted = Date.now() - begun;
    assert.ok(lasted > 28_000 && lasted < 33_000, `after ${lasted} ms`);
    await noteIs(other, "Missed voice call");
    await phaseIs(other, "idle");
  });

  test("of both at once becomes one", async () => {
    const [one, other] = await openPair();
    await Promise.all([one.locator("#call-video").click(), other.locator("#call-video").click()]);
    for (const page of [one, other]) await phaseIs(page, "connected");
    for (const page of [one, other]) await seesFrames(page);
  });

  test("rings in every tab, and is taken in one", async () => {
    const [one, other] = await openPair();
    const [second] = await Promise.all([
      other.context().waitForEvent("page"),
      other.evaluate(() => void window.open(location.href)),
    ]);
    await screenIs(second, "chat");
    await one.locator("#call-audio").click();
    await phaseIs(other, "ringing");
    await phaseIs(second, "ringing");
    await second.locator("#call-answer").click();
    await phaseIs(second, "connected");
    await phaseIs(one, "connected");
    await phaseIs(other, "idle");
    await noteIs(other, "taken in another tab");
    assert.equal(await other.locator("#call-audio").getAttribute("aria-disabled"), "true");
    await second.locator("#call-end").click();
    await phaseIs(one, "idle");
    await other.locator("#call-audio[aria-disabled=false]").waitFor(WAIT);
  });

  test("ends when the other one leaves, and when its page is loaded anew", async () => {
    const [one, other] = await call("audio", "#call-answer");
    await other.reload();
    await phaseIs(one, "idle");
    await screenIs(other, "chat");
    await one.locator("#call-audio").click();
    await phaseIs(other, "ringing");
    await other.locator("#call-answer").click();
    await phaseIs(one, "connected");
    await other.locator("#leave").click();
    await other.locator("#ask-yes").click();
    await screenIs(one, "closed");
    assert.equal(await one.locator("#call").isHidden(), true);
    assert.equal(await one.evaluate(() => document.querySelector("#call-local").srcObject), null, "the microphone is closed");
  });

  test("uses the STUN and TURN servers that the server names, to guests only", async () => {
    const prepare = (context) =>
      context.addInitScript(() => {
        window.used = [];
        window.RTCPeerConnection = class extends RTCPeerConnection {
          constructor(configuration) {
            super(configuration);
            window.used.push(this.getConfiguration().iceServers.flatMap(({ urls }) => urls));
          }
        };
      });
    const [one, other] = await openPair({ prepare });
    await one.locator("#call-audio").click();
    await phaseIs(other, "ringing");
    assert.equal((await api("GET", "/api/call/ice-servers")).status, 401);
    const { data } = await api("GET", "/api/call/ice-servers", { token: await one.evaluate(() => sessionStorage.getItem("guestAuthToken")) });
    assert.deepEqual(await one.evaluate(() => window.used), [data.iceServers.flatMap(({ urls }) => urls)]);
    if (process.env.FOYER_ICE_SERVERS) assert.deepEqual(data.iceServers, [{ urls: [process.env.FOYER_ICE_SERVERS] }]);
  });

  test("without a microphone is not begun, and it is said why", async () => {
    const [one, other] = await openPair();
    await one.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
    });
    await one.locator("#call-audio").click();
    await one.locator("#notice", { hasText: "Allow it for this page" }).waitFor(WAIT);
    await phaseIs(one, "idle");
    await pause(300); // a call would have rung by now
    assert.equal(await other.locator("#call").isHidden(), true);
  });
});
