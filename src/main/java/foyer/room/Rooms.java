package foyer.room;

import foyer.engineio.Timers;
import foyer.presence.Presence;
import foyer.presence.PresenceStore;
import foyer.socketio.Namespace;
import foyer.socketio.Socket;
import foyer.stats.StatsBroadcaster;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The life of rooms (contract section 6): opened by a match, interrupted while a member is away, closed once. What only
 * reads {@link #of} never waits; everything else may wait for the store.
 */
public final class Rooms {

    private static final System.Logger LOG = System.getLogger("foyer.rooms");

    private final RoomStore store;
    private final PresenceStore presences;
    private final RoomSettings settings;
    private final Absences absences;
    private final StatsBroadcaster stats;
    private final Consumer<Room> cleanUp;
    private final Clock clock;
    private final Audience audience;
    private final Turns turns = new Turns();
    private final Conversations conversations;
    private volatile boolean stopped;

    /**
     * @param namespace where the guests' sockets are
     * @param cleanUp removes what else belongs to a room that was closed; called once for each
     */
    public Rooms(
            RoomStore store,
            PresenceStore presences,
            RoomSettings settings,
            StatsBroadcaster stats,
            Supplier<Namespace> namespace,
            Consumer<Room> cleanUp,
            Timers timers,
            Executor executor,
            Clock clock) {
        this.store = store;
        this.presences = presences;
        this.settings = settings;
        this.stats = stats;
        this.cleanUp = cleanUp;
        this.clock = clock;
        this.audience = new Audience(namespace);
        this.absences = new Absences(settings.grace(), timers, executor);
        this.conversations = new Conversations(store, turns, audience, stats);
    }

    Audience audience() {
        return audience;
    }

    Turns turns() {
        return turns;
    }

    /** The room a guest of this node is in; asks nobody. */
    public Optional<Room> of(String userId) {
        return conversationOf(userId).map(Conversation::room);
    }

    Optional<Conversation> conversationOf(String userId) {
        return conversations.of(userId);
    }

    /** Two guests were matched. */
    void opened(Room room) {
        conversations.enter(room);
    }

    /**
     * A socket of a guest connected. If the guest is in a room, the socket joins it; if it was away, it is back; if the
     * room is gone, the guest is told.
     *
     * @param first whether it is the guest's only socket
     */
    public void arrived(Socket socket, String userId, boolean first) {
        boolean joined = store.roomOf(userId)
                .flatMap(conversations::enter)
                .filter(conversation -> conversation.say(() -> join(socket, userId, conversation.room())))
                .isPresent();
        if (!joined && first) {
            store.takeMissed(userId, clock.instant())
                    .ifPresent(missed -> socket.emit("room:closed", RoomJson.partnerGone(missed, userId)));
        }
    }

    private void join(Socket socket, String userId, Room room) {
        socket.join(room.id());
        socket.emit("user:matched", RoomJson.matched(room, room.member(userId), true));
        endAbsence(room, userId);
    }

    /**
     * The last socket of a guest is gone.
     *
     * @param hasGrace whether the guest may come back within the grace period
     * @param reason what the partner is told when the room closes for it
     */
    public void departed(String userId, boolean hasGrace, ClosedReason reason) {
        if (stopped) {
            return;
        }
        store.roomOf(userId).flatMap(conversations::enter).ifPresent(conversation -> {
            if (hasGrace && !settings.grace().isZero()) {
                beginAbsence(conversation, userId, reason);
            } else {
                close(conversation, new Exit(userId, reason, hasGrace ? Exit.Kind.LOST : Exit.Kind.GONE), () -> {});
            }
        });
    }

    private void beginAbsence(Conversation conversation, String userId, ClosedReason reason) {
        Room room = conversation.room();
        conversation.say(() -> {
            absences.begin(userId, () -> stillAway(conversation, userId, reason));
            audience.tell(
                    room.partnerOf(userId).userId(),
                    "room:partner_away",
                    RoomJson.away(room.member(userId), settings.grace().toMillis()));
        });
        if (isOnline(userId)) {
            // Whoever came back before the absence was noted has not ended it.
            conversation.say(() -> endAbsence(room, userId));
        }
    }

    private void endAbsence(Room room, String userId) {
        if (absences.end(userId)) {
            tellBack(room, userId);
        }
    }

    private void stillAway(Conversation conversation, String userId, ClosedReason reason) {
        if (isOnline(userId)) {
            // It came at the last moment, and found its absence over already.
            conversation.say(() -> tellBack(conversation.room(), userId));
        } else {
            close(conversation, new Exit(userId, reason, Exit.Kind.LOST), () -> {});
        }
    }

    private boolean isOnline(String userId) {
        return presences.find(userId).map(Presence::isOnline).orElse(false);
    }

    private void tellBack(Room room, String userId) {
        Member back = room.member(userId);
        String partner = room.partnerOf(userId).userId();
        audience.tell(partner, "room:partner_back", RoomJson.user(back));
        Presence presence = new Presence(userId, true, false, Optional.of(partner), clock.instant());
        audience.tell(partner, "presence:user_online", RoomJson.presence(presence, back.username()));
    }

    /**
     * Closes a room, once: the partner is told, both are free, what belongs to the room is removed.
     *
     * @param leaverId whose doing it is
     * @return whether this call closed it
     */
    public boolean close(Room room, String leaverId, ClosedReason reason) {
        return close(room, leaverId, reason, () -> {});
    }

    /** @param first tells what is to be told before the end of the room; called if this call closes it */
    boolean close(Room room, String leaverId, ClosedReason reason, Runnable first) {
        return conversations
                .enter(room)
                .filter(conversation -> close(conversation, new Exit(leaverId, reason, Exit.Kind.LEFT), first))
                .isPresent();
    }

    private boolean close(Conversation conversation, Exit exit, Runnable first) {
        Room room = conversation.room();
        boolean closed =
                turns.during(List.of(room.first().userId(), room.second().userId()), () -> {
                    if (!store.close(room, clock.instant())) {
                        return false;
                    }
                    tellClosed(conversation, exit, first);
                    // Before the same two can meet again: what belongs to that room is another's.
                    cleanUp.accept(room);
                    return true;
                });
        if (closed) {
            stats.changed();
            tellOffline(room, exit.userId());
            LOG.log(
                    Level.INFO,
                    "room closed id={0} by={1} reason={2} durationMs={3}",
                    room.id(),
                    exit.userId(),
                    exit.reason().wireName(),
                    Long.toString(clock.millis() - room.since().toEpochMilli()));
        }
        return closed;
    }

    private void tellClosed(Conversation conversation, Exit exit, Runnable first) {
        Room room = conversation.room();
        Member leaver = room.member(exit.userId());
        String partnerId = room.partnerOf(exit.userId()).userId();
        // Asked before they are told: who is not here by then will ask for it when it has come.
        boolean partnerHere = audience.reaches(partnerId);
        boolean leaverHere = audience.reaches(exit.userId());
        conversation.close(() -> {
            absences.end(exit.userId());
            absences.end(partnerId);
            conversations.forget(conversation);
            first.run();
            audience.tell(room, "room:user_left", RoomJson.user(leaver, leaver.username() + " has left the chat"));
            if (partnerHere) {
                audience.tell(partnerId, "room:closed", RoomJson.closed(leaver, exit.reason()));
            }
            if (leaverHere && exit.kind() != Exit.Kind.LEFT) {
                // Back, but too late.
                audience.tell(exit.userId(), "room:closed", RoomJson.partnerGone(room, exit.userId()));
            }
        });
        if (!partnerHere) {
            tellLater(room, partnerId);
        }
        if (!leaverHere && exit.kind() == Exit.Kind.LOST) {
            tellLater(room, exit.userId());
        }
    }

    /** Keeps it for a member who has no socket; for one that has just come it may be too late to ask. */
    private void tellLater(Room room, String userId) {
        store.keepMissed(userId, room, clock.instant());
        if (audience.reaches(userId)) {
            store.takeMissed(userId, clock.instant())
                    .ifPresent(missed -> audience.tell(userId, "room:closed", RoomJson.partnerGone(missed, userId)));
        }
    }

    /** Only if the guest has really gone; one who merely left the room is still online. */
    private void tellOffline(Room room, String userId) {
        presences
                .find(userId)
                .filter(presence -> !presence.isOnline())
                .ifPresent(presence -> audience.tell(
                        room.partnerOf(userId).userId(),
                        "presence:user_offline",
                        RoomJson.presence(presence, room.member(userId).username())));
    }

    /** The node stops: the rooms are no more its business. They are not closed, for their members may come back elsewhere. */
    public void stop() {
        stopped = true;
        absences.clear();
        conversations.clear();
    }

    /** Whether nothing is kept of any room. */
    public boolean isEmpty() {
        return conversations.isEmpty() && absences.isEmpty();
    }

    /** How somebody's going ends a room. */
    private record Exit(String userId, ClosedReason reason, Kind kind) {

        private enum Kind {
            /** It left the room, and knows. */
            LEFT,
            /** It went away on purpose, or its session ended. */
            GONE,
            /** It was lost and did not come back in time; its page may still show the room. */
            LOST
        }
    }
}
