import { defineConfig } from "vite";
import { firstLoad } from "./build/first-load.mjs";

const server = "http://localhost:8080";

export default defineConfig({
  base: "./",
  plugins: [firstLoad({ most: 150_000 })],
  build: {
    target: "es2022",
    // The page runs under `default-src 'self'`: data: addresses and inline scripts would be refused.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: ["index.html", "admin.html"] },
  },
  server: {
    proxy: {
      "/api": server,
      "/socket.io": { target: server, ws: true },
    },
  },
});
