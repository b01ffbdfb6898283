import type { Established } from "../contract";
import { byId } from "./dom";

const FIELDS = ["username", "userId", "sessionId", "socketId", "isGuest"] as const;

/** The five fields of `connection:established`. */
export class IdentityView {
  show(established: Established): void {
    for (const field of FIELDS) {
      byId(`field-${field}`).textContent = String(established[field]);
    }
  }
}
