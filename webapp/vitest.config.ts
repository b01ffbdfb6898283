import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/foyer-client/**/*.test.ts", "src/**/*.test.ts"],
    // The tests bring what they need of a browser along, and talk to real servers on loopback.
    environment: "node",
    testTimeout: 10_000,
    // Two at a time: timings of the tests with real sockets are to mean something on a small machine.
    maxWorkers: 2,
  },
});
