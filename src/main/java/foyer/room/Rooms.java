package foyer.room;

import foyer.engineio.Timers;
import foyer.presence.Presence;
import foyer.presence.PresenceStore;
import foyer.socketio.Namespace;
import foyer.socketio.Socket;
import foyer.stats.StatsBroadcaster;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

    /** The rooms of the guests of this node, for the relay: what it says is no older than the last event of the room. */
    private final Map<String, Room> here = new ConcurrentHashMap<>();

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
    }

    Audience audience() {
        return audience;
    }

    /** The room a guest of this node is in; asks nobody. */
    public Optional<Room> of(String userId) {
        return Optional.ofNullable(here.get(userId));
    }

    /** Two guests were matched. */
    void opened(Room room) {
        here.put(room.first().userId(), room);
        here.put(room.second().userId(), room);
        for (Member member : new Member[] {room.first(), room.second()}) {
            audience.tell(member.userId(), "user:matched", RoomJson.matched(room, member, false));
        }
        audience.join(room);
        for (Member member : new Member[] {room.first(), room.second()}) {
            audience.tell(room, "room:user_joined", RoomJson.user(member, member.username() + " has joined the chat"));
        }
        stats.changed();
        LOG.log(Level.INFO, "room opened id={0}", room.id());
        if (store.roomOf(room.first().userId()).filter(room::equals).isEmpty()) {
            // Closed while it was being opened; whoever closed it could not know what was not there yet.
            forget(room);
        }
    }

    /**
     * A socket of a guest connected. If the guest is in a room, the socket joins it; if it was away, it is back; if the
     * room is gone, the guest is told.
     *
     * @param first whether it is the guest's only socket
     */
    public void arrived(Socket socket, String userId, boolean first) {
        Optional<Room> found = store.roomOf(userId);
        if (found.isPresent()) {
            Room room = found.get();
            here.put(userId, room);
            socket.join(room.id());
            socket.emit("user:matched", RoomJson.matched(room, room.member(userId), true));
            if (absences.end(userId)) {
                tellBack(room, userId);
            }
        } else if (first) {
            store.takeMissed(userId, clock.instant())
                    .ifPresent(room -> socket.emit(
                            "room:closed", RoomJson.closed(room.partnerOf(userId), ClosedReason.PARTNER_OFFLINE)));
        }
    }

    /**
     * The last socket of a guest is gone.
     *
     * @param hasGrace whether the guest may come back within the grace period
     * @param reason what the partner is told when the room closes for it
     */
    public void departed(String userId, boolean hasGrace, ClosedReason reason) {
        store.roomOf(userId).ifPresent(room -> {
            if (!hasGrace || settings.grace().isZero()) {
                close(room, userId, reason);
                return;
            }
            Member away = room.member(userId);
            absences.begin(userId, () -> stillAway(room, userId, reason));
            audience.tell(
                    room.partnerOf(userId).userId(),
                    "room:partner_away",
                    RoomJson.away(away, settings.grace().toMillis()));
            // Whoever came back before the absence was noted has not ended it.
            if (isOnline(userId) && absences.end(userId)) {
                tellBack(room, userId);
            }
        });
    }

    private void stillAway(Room room, String userId, ClosedReason reason) {
        if (isOnline(userId)) {
            tellBack(room, userId);
        } else {
            close(room, userId, reason);
        }
    }

    private boolean isOnline(String userId) {
        return presences.find(userId).map(Presence::isOnline).orElse(false);
    }

    private void tellBack(Room room, String userId) {
        Member back = room.member(userId);
        String partner = room.partnerOf(userId).userId();
        audience.tell(partner, "room:partner_back", RoomJson.user(back));
        tellPresence(partner, "presence:user_online", back);
    }

    /**
     * Closes a room, once: the partner is told, both are free, what belongs to the room is removed.
     *
     * @param leaverId whose doing it is
     * @return whether this call closed it
     */
    public boolean close(Room room, String leaverId, ClosedReason reason) {
        if (!store.close(room, clock.instant())) {
            return false;
        }
        Member leaver = room.member(leaverId);
        Member partner = room.partnerOf(leaverId);
        absences.end(leaverId);
        absences.end(partner.userId());
        forget(room);
        audience.tell(room, "room:user_left", RoomJson.user(leaver, leaver.username() + " has left the chat"));
        audience.tell(partner.userId(), "room:closed", RoomJson.closed(leaver, reason));
        tellPresence(partner.userId(), "presence:user_offline", leaver);
        cleanUp.accept(room);
        stats.changed();
        LOG.log(
                Level.INFO,
                "room closed id={0} by={1} reason={2} durationMs={3}",
                room.id(),
                leaverId,
                reason.wireName(),
                Long.toString(clock.millis() - room.since().toEpochMilli()));
        return true;
    }

    /** Only if the guest has really gone; one who merely left the room is still online. */
    private void tellPresence(String to, String event, Member whom) {
        boolean online = event.equals("presence:user_online");
        presences
                .find(whom.userId())
                .filter(presence -> presence.isOnline() == online)
                .ifPresent(presence -> audience.tell(to, event, RoomJson.presence(presence, whom.username())));
    }

    private void forget(Room room) {
        here.remove(room.first().userId(), room);
        here.remove(room.second().userId(), room);
        audience.leave(room);
    }

    /** Whether nothing is kept of any room. */
    public boolean isEmpty() {
        return here.isEmpty() && absences.isEmpty();
    }
}
