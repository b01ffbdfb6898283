import type { State, Transport } from "./connection/connection";
import { suggestUsername } from "./guest/api";
import { GuestVisit } from "./guest-visit";
import { byId, onUse } from "./view/dom";
import { EntryForm } from "./view/entry-form";
import { HistoryView } from "./view/history";
import { IdentityView } from "./view/identity";
import { PeopleView } from "./view/people";
import { StatisticsView } from "./view/statistics";
import { StatusView } from "./view/status";

const status = new StatusView();
const identity = new IdentityView();
const statistics = new StatisticsView();
const people = new PeopleView();
const history = new HistoryView();

const form = new EntryForm(
  ({ username, transports }) => visit.enter(username, transports as Transport[]),
  suggestUsername,
);

const visit = new GuestVisit(form.read().transports as Transport[], {
  stateChanged: (state, transport, detail) => status.show(state, transport, detail || describe(state)),
  happened: (happening) => history.add(happening),
  established: (fields) => identity.show(fields),
  statistics: (update) => {
    statistics.show(update.stats, update.timestamp);
    people.show(update, visit.userId);
  },
});

function describe(state: State): string {
  return state === "connected" ? `Welcome, ${visit.username}.` : "";
}

onUse(byId<HTMLButtonElement>("disconnect"), () => visit.disconnect());
onUse(byId<HTMLButtonElement>("reconnect"), () => void visit.resume());
onUse(byId<HTMLButtonElement>("drop"), () => visit.dropNetwork());

void visit.resume();
