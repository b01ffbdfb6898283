import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "vite";

const WEBAPP = resolve(import.meta.dirname, "../..");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** What `npm pack` makes, unpacked into a project of somebody else's. */
describe("the npm package", { timeout: 60_000 }, () => {
  let project: string;

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), "foyer-client-"));
    const library = join(project, "node_modules/foyer-client");
    mkdirSync(library, { recursive: true });
    const packed = execFileSync(npm, ["pack", "--json", "--pack-destination", project], {
      cwd: join(WEBAPP, "foyer-client"),
      encoding: "utf8",
    });
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
    execFileSync("tar", ["-xzf", join(project, filename), "--strip-components=1", "-C", library]);
    symlinkSync(join(WEBAPP, "node_modules/socket.io-client"), join(project, "node_modules/socket.io-client"));
    writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  }, 60_000);

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test("is imported by Node.js as it is", () => {
    const script = 'import { createFoyerClient } from "foyer-client"; const { socket } = createFoyerClient(); console.log(socket.status.state);';
    expect(execFileSync("node", ["--input-type=module", "-e", script], { cwd: project, encoding: "utf8" })).toBe("disconnected\n");
  });

  test("has types, for both ways in which TypeScript looks for them", () => {
    writeFileSync(
      join(project, "visitor.ts"),
      `import { createFoyerClient, type ChatMessage } from "foyer-client";
       const { socket } = createFoyerClient({ url: "http://localhost" });
       socket.on("chat:message", (message: ChatMessage) => message.senderUsername);
       // @ts-expect-error: no event of the contract
       socket.on("chat:massage", () => undefined);`,
    );
    const tsc = join(WEBAPP, "node_modules/typescript/bin/tsc");
    for (const module of ["nodenext", "preserve"]) {
      const options = ["--ignoreConfig", "--noEmit", "--strict", "--target", "es2022", "--module", module, "--types", ""];
      expect(execFileSync("node", [tsc, ...options, "visitor.ts"], { cwd: project, encoding: "utf8" })).toBe("");
    }
  });

  test("is tree-shakeable: who takes the log alone gets neither sockets nor requests", async () => {
    const bytes = async (source: string) => {
      const entry = join(project, "entry.js");
      writeFileSync(entry, source);
      const result = await build({
        root: project,
        configFile: false,
        logLevel: "silent",
        build: { write: false, lib: { entry, formats: ["es"] } },
      });
      const [output] = result as unknown as { output: [{ code: string }] }[];
      return output?.output[0].code.length ?? 0;
    };
    const log = await bytes('import { ConnectionLog } from "foyer-client"; console.log(new ConnectionLog());');
    const whole = await bytes('import { createFoyerClient } from "foyer-client"; console.log(createFoyerClient());');
    expect(log).toBeGreaterThan(200);
    expect(log).toBeLessThan(4_000);
    expect(whole).toBeGreaterThan(20_000);
  });
});
