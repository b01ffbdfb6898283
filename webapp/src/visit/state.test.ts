import { describe, expect, test } from "vitest";
import { advance, HOME, type Room, type Visit, type VisitEvent } from "./state";

const room: Room = {
  id: "guest_a_guest_b",
  partner: { id: "guest_b", username: "QuietOwl318", isGuest: true, location: null, gender: null, language: null },
};
const searching: Visit = { at: "searching", since: 1, alone: false };
const chat: Visit = { at: "chat", room };
const closed: Visit = { at: "closed", room, ending: "user_left" };

describe("a visit", () => {
  test.each<[string, Visit, VisitEvent, Visit]>([
    ["begins to search at home", HOME, { type: "searching", now: 1 }, searching],
    ["searches again after a room", closed, { type: "searching", now: 1 }, searching],
    ["is alone in its search", searching, { type: "alone" }, { at: "searching", since: 1, alone: true }],
    ["ends its search", searching, { type: "search-ended" }, HOME],
    ["is matched", searching, { type: "matched", room }, chat],
    ["comes back into its room by a reload", HOME, { type: "matched", room }, chat],
    ["has a partner who is away", chat, { type: "partner-away", until: 9 }, { at: "chat", room, away: { until: 9 } }],
    ["has its partner back", { at: "chat", room, away: { until: 9 } }, { type: "partner-back" }, chat],
    ["sees its room closed", chat, { type: "room-closed", ending: "user_left" }, closed],
    ["leaves", chat, { type: "go-home" }, HOME],
    ["goes home from a closed room", closed, { type: "go-home" }, HOME],
  ])("%s", (_, from, event, to) => expect(advance(from, event)).toEqual(to));

  test.each<[string, Visit, VisitEvent]>([
    ["a second tab's search does not begin the wait anew", searching, { type: "searching", now: 5 }],
    ["a search that ends late does not end a chat", chat, { type: "search-ended" }],
    ["in a room nobody searches", chat, { type: "searching", now: 5 }],
    ["a room is closed once", closed, { type: "room-closed", ending: "partner_offline" }],
    ["who has left hears no more of the room", HOME, { type: "room-closed", ending: "user_left" }],
    ["nobody is away of a room that is closed", closed, { type: "partner-away", until: 9 }],
    ["home is home", HOME, { type: "go-home" }],
  ])("%s", (_, visit, event) => expect(advance(visit, event)).toBe(visit));
});
