import { byId, showTime } from "../view/dom";
import type { Figures } from "./api";
import { bytes, count, duration } from "./format";

const UNKNOWN = "?";

export function showFigures(figures: Figures): void {
  const { stats, files, queue, store } = figures;
  show("figure-online", stats ? count(stats.onlineUsers) : UNKNOWN);
  show("figure-searching", stats ? count(stats.availableUsers) : UNKNOWN);
  show("figure-rooms", stats ? count(stats.connectedUsers) : UNKNOWN);
  show("figure-sessions", stats ? count(stats.totalUsers) : UNKNOWN);
  show("figure-files", files ? (files.count > 0 ? `${count(files.count)} · ${bytes(files.bytes)}` : "0") : UNKNOWN);
  showTime(byId<HTMLTimeElement>("figures-time"), new Date());

  show("node-id", figures.node);
  show("node-version", figures.version);
  show("node-uptime", duration(figures.uptimeMs));
  show("node-connections", `${count(figures.connections)} open, ${count(figures.connects)} let in since the start`);
  show("node-sockets", tally(figures.sockets));
  show("node-queue", `${count(queue.packets)} packets, ${bytes(queue.bytes)}; ${count(queue.tasks)} tasks`);
  show("node-refused", tally(figures.refused) || "none");
  show("node-store", store.up ? `${store.kind}, up` : `${store.kind}: ${store.trouble ?? "down"}`);

  const [state, text] = condition(figures);
  document.body.dataset["node"] = state;
  show("node-state", text);
  byId("drain").hidden = figures.draining;
  byId("undrain").hidden = !figures.draining;
}

function condition({ ready, draining }: Figures): [string, string] {
  if (draining) return ["draining", "Draining: nobody is let in"];
  return ready ? ["ready", "Open"] : ["down", "Not ready: the store does not answer"];
}

const tally = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, value]) => `${count(value)} ${name}`)
    .join(", ");

/** Touches the page only where something has changed: a screen reader is not told the same again. */
function show(id: string, text: string): void {
  const target = byId(id);
  if (target.textContent !== text) target.textContent = text;
}
