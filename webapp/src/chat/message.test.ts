import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ChatMessage } from "../foyer-client/index";
import { bodyOf, entryOf, writeWave } from "./message";

beforeAll(() => vi.stubGlobal("location", { origin: "https://foyer.example" }));
afterAll(() => vi.unstubAllGlobals());

/** Whatever somebody may send as the content of a message. */
const body = (type: string, content: unknown) => bodyOf({ type, content } as ChatMessage);

describe("a message that comes in", () => {
  test("of a file keeps the paths of this server, whichever host it names", () => {
    const link = "http://inside.example:8080/api/temp-files/temp/f1?e=1&s=x";
    expect(body("file", { filename: "a.png", fileType: "image/png", fileSize: 3, tempUrl: link, fileTypeCategory: "image" })).toEqual({
      kind: "file",
      file: {
        name: "a.png", mime: "image/png", bytes: 3, category: "image",
        showPath: "/api/temp-files/temp/f1?e=1&s=x", downloadPath: undefined,
      },
    });
  });

  test.each([
    "https://elsewhere.example/track.png", "javascript:alert(1)", "data:text/html,x", "/api/guest/me",
    "/api/temp-files/../guest/me", "//elsewhere.example/x", "http://[", "", 7, null,
  ])("has no link where it gives %s", (link) => {
    const { file } = body("file", { tempUrl: link, downloadUrl: link }) as { file: { showPath?: string; downloadPath?: string } };
    expect([file.showPath, file.downloadPath]).toEqual([undefined, undefined]);
  });

  test.each([null, "text", 7, [], { filename: 5, fileSize: -1, fileTypeCategory: "__proto__" }])("of a file is one whatever is in it: %s", (content) => {
    expect(body("file", content)).toMatchObject({ kind: "file", file: { name: "file", bytes: 0, category: "document" } });
  });

  test("of a voice has its wave, if that is one", () => {
    expect(body("voice", { duration: 3, wave: writeWave([0, 4.6, 12, -1]) })).toMatchObject({ voice: { seconds: 3, wave: [0, 5, 9, 0] } });
    for (const wave of ["", "12x", "1".repeat(65), 12, null]) {
      expect(body("voice", { duration: 1e9, wave })).toMatchObject({ voice: { seconds: 300, wave: [] } });
    }
  });

  test("without a time has come now", () => {
    const message = { id: "1", senderId: "a", senderUsername: "A", type: "text", content: "x", timestamp: "yesterday" } as ChatMessage;
    expect(entryOf(message, false).at).toBeGreaterThan(Date.now() - 1000);
  });
});
