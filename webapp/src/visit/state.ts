import type { MatchedUser, RoomClosedReason } from "../foyer-client/index";

export interface Room {
  id: string;
  partner: MatchedUser;
}

/** How a room ended, as this guest sees it. */
export type Ending =
  | RoomClosedReason
  /** The guest itself left, in another tab. */
  | "left_elsewhere"
  /** The guest's own session ended; it is somebody else now. */
  | "own_session_ended";

/** Where the guest is. The screens are named alike. */
export type Visit =
  | { at: "home" }
  /** `since` is in milliseconds since 1970; `alone`: nobody else is searching yet. */
  | { at: "searching"; since: number; alone: boolean }
  /** `away` while the partner's connection is lost: until when it may come back. */
  | { at: "chat"; room: Room; away?: { until: number } }
  | { at: "closed"; room: Room; ending: Ending };

export type VisitEvent =
  | { type: "searching"; now: number }
  | { type: "alone" }
  | { type: "search-ended" }
  | { type: "matched"; room: Room }
  | { type: "partner-away"; until: number }
  | { type: "partner-back" }
  | { type: "room-closed"; ending: Ending }
  /** The guest goes home, or its session is another one. */
  | { type: "go-home" };

export const HOME: Visit = { at: "home" };

/** The visit after an event; the same object where the event means nothing. */
export function advance(visit: Visit, event: VisitEvent): Visit {
  switch (event.type) {
    case "searching":
      return visit.at === "home" || visit.at === "closed"
        ? { at: "searching", since: event.now, alone: false }
        : visit;
    case "alone":
      return visit.at === "searching" ? { ...visit, alone: true } : visit;
    case "search-ended":
      return visit.at === "searching" ? HOME : visit;
    case "matched":
      return { at: "chat", room: event.room };
    case "partner-away":
      return visit.at === "chat" ? { ...visit, away: { until: event.until } } : visit;
    case "partner-back":
      return visit.at === "chat" ? { at: "chat", room: visit.room } : visit;
    case "room-closed":
      return visit.at === "chat" ? { at: "closed", room: visit.room, ending: event.ending } : visit;
    case "go-home":
      return visit.at === "home" ? visit : HOME;
  }
}
