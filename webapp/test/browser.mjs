// The web application in Chromium against a running server: opening pages, bringing two together, and what the tests ask
// of a page again and again. CHROMIUM names the browser, FOYER_URL the server.

import { chromium } from "playwright-core";
import { FOYER_URL } from "./support.mjs";

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const NARROWEST = { width: 320, height: 640 };
export const WAIT = { timeout: 15_000 };

let browser;
let contexts = [];

/** A browser whose camera and microphone are made up, and given to every page that asks. */
export async function launch() {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
      "--autoplay-policy=no-user-gesture-required",
    ],
  });
  return browser;
}

export const quit = () => browser.close();

export async function closePages() {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
}

/** A guest's own browser window, and its page at the server; `complaints` has what its console said of errors. */
export async function open(options = {}) {
  const { url = FOYER_URL, viewport = DESKTOP, colorScheme = "light", reducedMotion = "reduce", prepare, ...more } = options;
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion, ...more });
  contexts.push(context);
  if (prepare) await prepare(context);
  const page = await context.newPage();
  watch(page);
  page.answer = await page.goto(url);
  return page;
}

/** Collects what the page's console says of errors, and what its policy forbids. */
export async function watch(page) {
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
}

/** A page whose guest is in. */
export async function openConnected(options) {
  const page = await open(options);
  await linkIs(page, "Connected");
  await page.locator("#online .person-own").waitFor(WAIT);
  return page;
}

/** Two pages that have met. */
export async function openPair(one = {}, other = {}) {
  const pages = [await openConnected(one), await openConnected(other)];
  await meet(...pages);
  return pages;
}

export async function meet(...pages) {
  for (const page of pages) await page.locator("#meet").click();
  for (const page of pages) await screenIs(page, "chat");
}

export const screenIs = (page, screen, patience = WAIT) =>
  page.waitForFunction((name) => document.body.dataset.screen === name, screen, patience);

export const linkIs = (page, state, patience = WAIT) =>
  page.waitForFunction((text) => document.querySelector("#status-state").textContent === text, state, patience);

export const text = (page, selector) => page.locator(selector).innerText();

export const nameOf = (page) => page.evaluate(() => JSON.parse(sessionStorage.getItem("guest_user_session")).username);

export const userIdOf = (page) => page.evaluate(() => JSON.parse(sessionStorage.getItem("guest_user_session")).id);

export async function say(page, words) {
  await page.locator("#text").fill(words);
  await page.locator("#text").press("Enter");
}

/** The messages' bubbles with that text. */
export const bubble = (page, words) => page.locator(".bubble", { hasText: words });

/** Waits until the page shows a message with that text. */
export const hears = (page, words, patience = WAIT) => bubble(page, words).last().waitFor(patience);

/** Waits until one's own message with that text has that status. */
export const statusIs = (page, words, status, patience = WAIT) =>
  page.waitForFunction(
    ([wanted, state]) =>
      [...document.querySelectorAll(".message")].some(
        (item) => item.querySelector(".bubble").textContent.includes(wanted) && item.dataset.status === state,
      ),
    [words, status],
    patience,
  );

/** The connection log's entries, first things first. */
export const history = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".happening")].reverse().map((item) => ({
      event: item.querySelector(".happening-name").textContent,
      detail: item.querySelector(".happening-detail").textContent,
      at: Date.parse(item.querySelector("time").dateTime),
    })),
  );

/** Waits until the connection log has that event that many times. */
export const happened = (page, event, times = 1, patience = WAIT) =>
  page.waitForFunction(
    ([name, count]) =>
      [...document.querySelectorAll(".happening-name")].filter((item) => item.textContent === name).length >= count,
    [event, times],
    patience,
  );

export async function openDetails(page) {
  await page.locator("#status").click();
  await page.locator("#details[open]").waitFor(WAIT);
}

export const closeDetails = (page) => page.locator("#details-close").click();

/** Cuts the network as the panel's button does. */
export async function dropNetwork(page) {
  await openDetails(page);
  await page.locator("#drop").click();
  await closeDetails(page);
}

/** Chooses files as a person does, and sends them. */
export async function sendFiles(page, ...files) {
  await page.locator("#file").setInputFiles(files);
  await page.locator("#send").click();
}
