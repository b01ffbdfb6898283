package foyer.room;

import foyer.cluster.WhenAvailable;
import foyer.edge.EventRefused;
import foyer.edge.Refusal;
import foyer.engineio.Periodic;
import foyer.engineio.Timers;
import foyer.presence.Presence;
import foyer.socketio.Event;
import foyer.stats.StatsBroadcaster;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Brings guests together (contract section 5). The events' handlers may wait for the store. */
public final class Matching {

    private static final Duration PATIENCE_CHECK = Duration.ofSeconds(1);

    private final RoomStore store;
    private final Rooms rooms;
    private final StatsBroadcaster stats;
    private final Clock clock;
    private final Periodic patience;

    public Matching(
            RoomStore store, Rooms rooms, StatsBroadcaster stats, Timers timers, Executor executor, Clock clock) {
        this.store = store;
        this.rooms = rooms;
        this.stats = stats;
        this.patience = new Periodic(PATIENCE_CHECK, new WhenAvailable(this::matchPatient), timers, executor);
        this.clock = clock;
    }

    /** Begins to look after those who have waited long. */
    public void start() {
        patience.start();
    }

    /** Matches nobody any more by itself. */
    public void stop() {
        patience.stop();
    }

    /** {@code user:match}. */
    public void search(Participant guest, Event event, JsonObjectBuilder ack) throws EventRefused {
        String userId = guest.guest().userId();
        SearchOutcome outcome = rooms.inTurnOf(userId, () -> searchAndTell(guest));
        if (outcome instanceof SearchOutcome.InRoom) {
            throw new EventRefused(Refusal.IN_ROOM);
        }
        if (outcome instanceof SearchOutcome.Unreachable) {
            throw new EventRefused(Refusal.SESSION_NOT_FOUND);
        }
        if (outcome instanceof SearchOutcome.Matched matched) {
            rooms.matched(matched.room());
        }
        ack.add("matched", outcome instanceof SearchOutcome.Matched);
        stats.changed();
    }

    private SearchOutcome searchAndTell(Participant guest) {
        String userId = guest.guest().userId();
        SearchOutcome outcome = store.search(userId);
        if (outcome instanceof SearchOutcome.Matched || outcome instanceof SearchOutcome.Waiting) {
            rooms.audience().tell(userId, "user:match:searching", RoomJson.message("Searching for a partner"));
        }
        if (outcome instanceof SearchOutcome.Waiting waiting) {
            tellSearching(guest, true);
            if (waiting.alone()) {
                rooms.audience()
                        .tell(
                                userId,
                                "user:match:no_users",
                                RoomJson.message("Nobody else is here yet. You will be matched when somebody comes."));
            }
        }
        if (outcome instanceof SearchOutcome.Matched matched) {
            rooms.expect(matched.opened());
        }
        return outcome;
    }

    /** {@code user:match:cancel}. */
    public void cancel(Participant guest, Event event, JsonObjectBuilder ack) throws EventRefused {
        if (!rooms.inTurnOf(guest.guest().userId(), () -> cancelAndTell(guest))) {
            throw new EventRefused(Refusal.NOT_SEARCHING);
        }
        stats.changed();
    }

    private boolean cancelAndTell(Participant guest) {
        String userId = guest.guest().userId();
        if (!store.cancel(userId)) {
            return false;
        }
        rooms.audience().tell(userId, "user:match:cancelled", RoomJson.message("The search was cancelled"));
        tellSearching(guest, false);
        return true;
    }

    /** The guest's own tabs are whom it concerns. */
    private void tellSearching(Participant guest, boolean searching) {
        String userId = guest.guest().userId();
        Presence presence = new Presence(userId, true, searching, Optional.empty(), clock.instant());
        rooms.audience()
                .tell(
                        userId,
                        searching ? "presence:searching_started" : "presence:searching_stopped",
                        RoomJson.presence(presence, guest.guest().username()));
    }

    private void matchPatient() {
        store.matchPatient().forEach(opened -> {
            rooms.opened(opened);
            rooms.matched(opened.room());
        });
        rooms.closing().unblock();
        rooms.conversations().forgetOld();
    }
}
