// Files for the tests to send, made here.

import { deflateSync } from "node:zlib";

/** A PNG of evening hills, as Playwright takes files. */
export function picture(name, width, height) {
  const rows = [];
  for (let y = 0; y < height; y++) {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x++) {
      const hill = height * (0.62 + 0.12 * Math.sin((x / width) * 7) + 0.05 * Math.sin((x / width) * 23));
      const sky = y / height;
      const colour = y > hill ? [26 - sky * 8, 67 - sky * 20, 53 - sky * 10] : [226 + sky * 20, 184 - sky * 60, 102 + sky * 10];
      colour.forEach((value, i) => (row[1 + x * 3 + i] = Math.max(0, Math.min(255, Math.round(value)))));
    }
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const buffer = Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return { name, mimeType: "image/png", buffer };
}

/** A text of that many bytes. */
export function textFile(name, bytes) {
  return { name, mimeType: "text/plain", buffer: Buffer.alloc(bytes, "Nothing you say is kept.\n") };
}

function chunk(type, data) {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
