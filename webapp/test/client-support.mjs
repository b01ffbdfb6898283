// What the tests of the client library share: visitors, which are clients with a page of their own in Node.js. The library
// is built by `npm run build`.

import { createFoyerClient, MemoryStore } from "../foyer-client/dist/index.js";
import { FOYER_URL, next } from "./support.mjs";

const clients = new Set();

/** A client with a page of its own: `announced` has the window events of its session, `homes` says how often it was led home. */
export function newVisitor(options = {}) {
  const window = new EventTarget();
  const announced = [];
  for (const type of ["guest:session:expired", "guest:session:regenerated"]) {
    window.addEventListener(type, ({ detail }) => announced.push({ type, detail }));
  }
  let homes = 0;
  const client = createFoyerClient({
    url: FOYER_URL,
    goHome: () => homes++,
    environment: { window, sessionStorage: new MemoryStore(), localStorage: new MemoryStore() },
    ...options,
  });
  clients.add(client);
  return Object.assign(client, { announced, homes: () => homes });
}

/** Connects, and gives the first event. */
export async function arrive(visitor) {
  const established = nextOf(visitor, "connection:established");
  visitor.socket.connect();
  return established;
}

export async function arrivedVisitor(options) {
  const visitor = newVisitor(options);
  await arrive(visitor);
  return visitor;
}

/** Two guests, whose rooms of two it becomes: gives what each was told. */
export async function meet(one, other) {
  const matched = [one, other].map((visitor) => nextOf(visitor, "user:matched"));
  await Promise.all([one.socket.match(), other.socket.match()]);
  return Promise.all(matched);
}

/** The first argument of the next event of that name. */
export function nextOf({ socket }, event, patience) {
  let off = () => undefined;
  const emitter = {
    once: (name, listener) => {
      off = socket.on(name, (argument) => {
        off();
        listener(argument);
      });
    },
    off: () => off(),
  };
  return next(emitter, event, patience);
}

/** Ends all visitors: after each test, or after the last one where tests run side by side. */
export function leaveAll() {
  for (const client of clients) client.dispose();
  clients.clear();
}
