// Files between two guests who were really matched: who may send and fetch them, and that they go with the room,
// whichever way it ends. For a server as in rooms.test.mjs; with FOYER_FILES, the server's foyer.file.directory, its disk
// is looked at as well:
//
//     FOYER_URL=http://localhost:8080 FOYER_GRACE_MS=1000 FOYER_FILES=files node --test test/room-files.test.mjs

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { afterEach, describe, test } from "node:test";
import { api, ask, closeSockets, connect, newGuest, next, nextNode, until } from "./support.mjs";

const GRACE_MS = Number(process.env.FOYER_GRACE_MS ?? 5000);
const GONE_WITHIN_MS = 1000;
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
// A second of silence, as far as a type detector looks: EBML, DocType webm.
const WEBM = Buffer.concat([Buffer.from("1a45dfa3934282847765626d", "hex"), Buffer.alloc(512)]);

const guests = [];

afterEach(async () => {
  closeSockets();
  for (const { token } of guests.splice(0)) await api("DELETE", "/api/guest/me", { token });
});

async function enter() {
  const guest = await newGuest();
  guests.push(guest);
  return { ...guest, socket: await connect(guest) };
}

async function pair() {
  const [one, other] = [await enter(), await enter()];
  const matched = next(other.socket, "user:matched");
  await ask(one.socket, "user:match");
  await ask(other.socket, "user:match");
  const { roomId } = await matched;
  return { one, other, roomId };
}

async function upload(path, { token }, roomId, bytes, name, more = {}) {
  const form = new FormData();
  form.set("roomId", roomId);
  for (const [field, value] of Object.entries(more)) form.set(field, value);
  form.set("file", new Blob([bytes]), name);
  const answer = await fetch(`${nextNode()}/api/files/${path}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}` },
    body: form,
  });
  return { status: answer.status, ...(await answer.json()) };
}

const onDisk = () =>
  process.env.FOYER_FILES
    ? readdirSync(process.env.FOYER_FILES, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.includes("lock")).length
    : 0;

const status = async (url) => {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.status;
};

describe("files in a room", () => {
  test("one sends, the other fetches by the link in the message", async () => {
    const { one, other, roomId } = await pair();
    const { status: created, data } = await upload("upload", one, roomId, PNG, "cat.png");
    assert.ok(created === 200 || created === 201, `${created}`);
    for (const key of ["fileId", "filename", "fileType", "fileSize", "tempUrl", "downloadUrl", "isImage", "fileTypeCategory", "expiresAt"])
      assert.ok(key in data, key);
    assert.equal(data.fileTypeCategory, "image");
    const message = next(other.socket, "chat:message");
    assert.equal((await ask(one.socket, "chat:message", { type: "file", content: data })).ok, true);
    const { content } = await message;
    const answer = await fetch(content.tempUrl);
    assert.equal(answer.status, 200);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), PNG);
    assert.equal(await status(content.downloadUrl), 200);
  });

  test("a voice note has its duration", async () => {
    const { one, roomId } = await pair();
    const { data, message } = await upload("voice", one, roomId, WEBM, "note.webm", { duration: "2" });
    assert.equal(data?.duration, 2, message);
  });

  test("strangers send none, neither to a room there is nor to one that has ended", async () => {
    const { one, other, roomId } = await pair();
    const stranger = await enter();
    assert.equal((await upload("upload", stranger, roomId, PNG, "cat.png")).status, 403);
    await ask(other.socket, "leave-room");
    assert.equal((await upload("upload", one, roomId, PNG, "cat.png")).status, 403);
  });

  const endings = {
    "chat:clear": ({ one }) => ask(one.socket, "chat:clear"),
    "leave-room": ({ one }) => ask(one.socket, "leave-room"),
    "close-room": ({ one }) => ask(one.socket, "close-room"),
    "disconnect": ({ one }) => one.socket.disconnect(),
    "a lost line": ({ one }) => one.socket.io.engine.transport.ws.terminate(),
    "the end of the session": ({ one }) => api("DELETE", "/api/guest/me", { token: one.token }),
  };
  for (const [name, end] of Object.entries(endings)) {
    test(`are gone within a second of the room's end by ${name}`, async () => {
      const meeting = await pair();
      const before = onDisk();
      const { data } = await upload("upload", meeting.one, meeting.roomId, PNG, "cat.png");
      if (process.env.FOYER_FILES) assert.ok(onDisk() > before, "the file is on disk");
      meeting.one.socket.io.reconnection(false);
      const closed = next(meeting.other.socket, "room:closed", GRACE_MS + 10_000);
      await end(meeting);
      await closed;
      await until("the link to be dead", async () => (await status(data.tempUrl)) === 404, GONE_WITHIN_MS);
      await until("the disk to be as before", () => onDisk() === before, GONE_WITHIN_MS);
    });
  }
});
