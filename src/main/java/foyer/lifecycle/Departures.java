package foyer.lifecycle;

import foyer.cluster.StoreUnavailableException;
import foyer.lifecycle.DisconnectOutcome.Last;
import foyer.log.EventLog;
import foyer.room.Exit;
import foyer.room.Rooms;
import foyer.stats.StatsBroadcaster;
import foyer.token.TokenSubject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The end of a socket, and of a guest's presence with the last one. The store tells exactly one caller that a guest is
 * gone, so the clean-up happens once, whichever of the many ends came first.
 */
public final class Departures {

    private static final System.Logger LOG = System.getLogger("foyer.connections");
    private static final EventLog EVENTS = new EventLog("foyer.connections");

    private final ConnectionStore store;
    private final Register register;
    private final Rooms rooms;
    private final StatsBroadcaster stats;
    private final Measures measures;
    private final Clock clock;
    private final Unsettled unsettled = new Unsettled();

    Departures(
            ConnectionStore store,
            Register register,
            Rooms rooms,
            StatsBroadcaster stats,
            Measures measures,
            Clock clock) {
        this.measures = measures;
        this.rooms = rooms;
        this.store = store;
        this.register = register;
        this.stats = stats;
        this.clock = clock;
    }

    /** A socket has ended; in its mailbox, after its last event. */
    void left(GuestSocket socket, DisconnectReason reason) {
        register.remove(socket);
        TokenSubject guest = socket.guest();
        Optional<DisconnectOutcome> outcome = attempt(() -> signOff(guest, socket.socketId(), reason, true));
        if (outcome.isEmpty()) {
            signOffLater(guest, socket.socketId(), reason);
        }
        Duration duration = Duration.between(socket.since(), clock.instant());
        boolean last = outcome.filter(Last.class::isInstance).isPresent();
        measures.disconnected(guest.userId(), reason, duration, last);
        EVENTS.info(() -> "disconnect user=" + guest.userId() + " socket=" + socket.socketId() + " transport="
                + socket.transport() + " reason=\"" + reason + "\" durationMs=" + duration.toMillis() + " bytesIn="
                + socket.bytesReceived() + " bytesOut=" + socket.bytesSent() + " last="
                + outcome.<Object>map(known -> last).orElse("unknown"));
    }

    /** A socket is not here any more, whether or not the store knows of it. Taken as soon as the store can be told. */
    void signOffLater(TokenSubject guest, String socketId, DisconnectReason reason) {
        unsettled.add(() -> signOff(guest, socketId, reason, false));
    }

    /** @param wasHere whether {@code Rooms} has counted the socket */
    private DisconnectOutcome signOff(TokenSubject guest, String socketId, DisconnectReason reason, boolean wasHere) {
        String userId = guest.userId();
        Duration grace = rooms.graceAfter(!reason.hasGrace());
        DisconnectOutcome outcome = rooms.inTurnOf(userId, () -> {
            try {
                DisconnectOutcome taken = store.disconnect(guest.sessionId(), userId, socketId, grace);
                if (taken instanceof Last last && !grace.isZero()) {
                    last.room().ifPresent(room -> rooms.away(room, userId, reason.closedReason()));
                }
                return taken;
            } finally {
                if (wasHere) {
                    rooms.gone(userId);
                }
            }
        });
        if (outcome instanceof Last last && grace.isZero()) {
            Exit.Kind kind = reason.hasGrace() ? Exit.Kind.LOST : Exit.Kind.GONE;
            last.room().ifPresent(room -> rooms.close(room, new Exit(userId, reason.closedReason(), kind)));
        }
        stats.changed();
        return outcome;
    }

    /**
     * A session is over: its guest is offline at once, and its sockets are sent away; other nodes hear of theirs.
     *
     * @param reason why
     */
    void sessionEnded(String sessionId, String userId, DisconnectReason reason) {
        if (attempt(() -> end(sessionId, userId, reason)).isEmpty()) {
            unsettled.add(() -> end(sessionId, userId, reason));
        }
    }

    private EndOutcome end(String sessionId, String userId, DisconnectReason reason) {
        EndOutcome ended = rooms.inTurnOf(userId, () -> store.end(sessionId));
        // Of a guest who was away the store has kept nothing but the room.
        ended.room()
                .or(() -> rooms.find(userId))
                .ifPresent(room -> rooms.close(room, new Exit(userId, reason.closedReason(), Exit.Kind.GONE)));
        ended.sockets().forEach(socketId -> dismiss(socketId, reason));
        stats.changed();
        return ended;
    }

    /** The session of a socket was ended. */
    void dismiss(String socketId) {
        dismiss(socketId, DisconnectReason.SESSION_ENDED);
    }

    private void dismiss(String socketId, DisconnectReason reason) {
        register.find(socketId).ifPresent(socket -> socket.dismiss(reason));
    }

    /**
     * Tells the store what it could not be told before.
     *
     * @throws StoreUnavailableException if it still cannot be
     */
    void settle() {
        unsettled.settle();
    }

    private static <T> Optional<T> attempt(Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "A step is left for later", e);
            return Optional.empty();
        }
    }
}
