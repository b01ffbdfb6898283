// What the tests that drive a running server share: its REST calls, stock sockets that can be closed together, and
// waiting for things with a time-out. The server's address comes from FOYER_URL; several addresses, by commas, are the nodes
// of one Foyer: then calls and sockets go to one after another of them.

import assert from "node:assert/strict";
import { io } from "socket.io-client";

const NODES = (process.env.FOYER_URL ?? "http://localhost:8080").split(",");
export const FOYER_URL = NODES[0];
let turn = 0;

/** The address of the one server, or of the nodes in turn. */
export const nextNode = () => NODES[turn++ % NODES.length];
const PATIENCE_MS = 10_000;

export const TRANSPORTS = {
  "websocket only": ["websocket"],
  "polling only": ["polling"],
  "polling, then upgrade": ["polling", "websocket"],
};

/** Calls the API; the answer has its status, and the envelope's fields when there is one. */
export async function api(method, path, { token, body } = {}) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const response = await fetch(nextNode() + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, ...(text && JSON.parse(text)) };
}

/** A new guest: `{token, expiresAt, user}`. */
export async function newGuest(wish = {}) {
  const answer = await api("POST", "/api/guest", { body: wish });
  assert.equal(answer.status, 201, `POST /api/guest answered ${JSON.stringify(answer)}`);
  return answer.data;
}

const sockets = new Set();

/** A stock socket with the options of the contract, on a transport of its own; `journal` has every event it received. */
export function newSocket(token, options = {}) {
  const socket = io(nextNode(), {
    auth: token === undefined ? {} : { token },
    transports: ["websocket"],
    reconnection: false,
    timeout: 20_000,
    forceNew: true,
    autoConnect: false,
    ...options,
  });
  socket.journal = [];
  socket.onAny((event, ...payload) => socket.journal.push({ event, payload: payload[0] }));
  sockets.add(socket);
  return socket;
}

/** Connects a guest's socket, and waits for its first event. */
export async function connect(guest, options) {
  const socket = newSocket(guest.token, options);
  const established = next(socket, "connection:established");
  const refused = next(socket, "connect_error").then((error) => {
    throw error;
  });
  refused.catch(() => undefined);
  socket.connect();
  await Promise.race([established, refused]);
  return socket;
}

/** Closes every socket there is: after each test, or after the last one where tests run side by side. */
export function closeSockets() {
  for (const socket of sockets) {
    socket.off();
    socket.offAny();
    socket.disconnect();
  }
  sockets.clear();
}

/** The first argument of the emitter's next event of that name. */
export function next(emitter, event, patience = PATIENCE_MS) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      emitter.off(event, listener);
      reject(new Error(`No ${event} within ${patience} ms`));
    }, patience);
    timer.unref();
    const listener = (argument) => {
      clearTimeout(timer);
      resolve(argument);
    };
    emitter.once(event, listener);
  });
}

/** Emits, and waits for the acknowledgement. */
export function ask(socket, event, ...payload) {
  return socket.timeout(PATIENCE_MS).emitWithAck(event, ...payload);
}

/** Waits until the condition gives something truthy, and gives that. */
export async function until(what, condition, patience = PATIENCE_MS) {
  const deadline = Date.now() + patience;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await pause(25);
  }
}

/** For asserting that something does not happen; what does happen is awaited with `next` or `until`. */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function assertKeys(value, keys, what) {
  assert.ok(value && typeof value === "object", `${what} is ${JSON.stringify(value)}`);
  const missing = keys.filter((key) => !(key in value));
  assert.deepEqual(missing, [], `${what} lacks keys: ${JSON.stringify(value)}`);
}

/** A token taken apart: `header` and `claims` as objects, `signature` as text. */
export function decodeToken(token) {
  const [header, claims, signature] = token.split(".");
  return { header: fromBase64Url(header), claims: fromBase64Url(claims), signature };
}

/** Header and claims of a token, as the text that is signed. */
export function signingInput(header, claims) {
  return `${toBase64Url(header)}.${toBase64Url(claims)}`;
}

const fromBase64Url = (text) => JSON.parse(Buffer.from(text, "base64url").toString());
const toBase64Url = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
