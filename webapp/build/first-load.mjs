import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Its sizes are of the compressed files: these are compressed already. */
const COMPRESSED = /\.(woff2|png|jpg|webp)$/;

/**
 * Fails the build when the page's first load, compressed, is larger than `most` bytes: the page itself, and every
 * script, style, font and icon that is built, but for scripts that are loaded later.
 *
 * @param {{ most: number }} options
 * @returns {import("vite").Plugin}
 */
export function firstLoad({ most }) {
  return {
    name: "first-load",
    apply: "build",
    writeBundle({ dir }, bundle) {
      const files = Object.values(bundle)
        .filter((file) => (file.type === "chunk" ? !file.isDynamicEntry : !file.fileName.endsWith(".map")))
        .map(({ fileName }) => fileName);
      const sizes = [...files, "favicon.svg"].map((name) => {
        const content = readFileSync(join(dir, name));
        return COMPRESSED.test(name) ? content.length : gzipSync(content, { level: 9 }).length;
      });
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      const figure = `First load: ${(bytes / 1000).toFixed(1)} kB compressed, in ${sizes.length} files (at most ${most / 1000} kB)`;
      if (bytes > most) this.error(figure);
      this.info(figure);
    },
  };
}
