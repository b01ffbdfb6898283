import type { Stats } from "../foyer-client/index";
import { byId, showTime } from "./dom";

const COUNTS = ["totalUsers", "onlineUsers", "activeUsers", "availableUsers", "connectedUsers"] as const;

export class StatisticsView {
  private readonly time = byId<HTMLTimeElement>("statistics-time");

  show(stats: Stats, timestamp: string): void {
    for (const count of COUNTS) {
      byId(`stat-${count}`).textContent = stats[count].toLocaleString();
    }
    showTime(this.time, new Date(timestamp));
  }
}
