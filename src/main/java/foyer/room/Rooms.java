package foyer.room;

import foyer.cluster.Bus;
import foyer.cluster.Places;
import foyer.cluster.WhenAvailable;
import foyer.cluster.Whereabouts;
import foyer.edge.Tally;
import foyer.engineio.Timers;
import foyer.log.EventLog;
import foyer.socketio.Namespace;
import foyer.socketio.Socket;
import foyer.stats.StatsBroadcaster;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The life of rooms (contract section 6): opened by a match, interrupted while a member is away, closed once. Every node that holds a
 * socket of a member sees it as a {@link Conversation} of its own and tells the sockets it has: of its own steps at once, of
 * those of other nodes by their letters ({@link RoomLetters}).
 *
 * <p>What only reads {@link #of} never waits; everything else may wait for the store.
 */
public final class Rooms {

    private static final EventLog EVENTS = new EventLog("foyer.rooms");

    private final RoomSettings settings;
    private final Absences absences;
    private final StatsBroadcaster stats;
    private final Places places;
    private final Audience audience;
    private final Tidings tidings;
    private final Turns turns = new Turns();
    private final Conversations conversations;
    private final Closing closing;

    /** The sockets that are registered here, or are about to be. */
    private final Tally residents = new Tally();

    private volatile boolean stopped;

    /**
     * @param namespace where the guests' sockets are
     * @param places where else the guests are
     * @param bus to the other nodes
     * @param cleanUp removes what else belongs to a room that was closed; called once for each
     */
    public Rooms(
            RoomStore store,
            RoomSettings settings,
            StatsBroadcaster stats,
            Supplier<Namespace> namespace,
            Places places,
            Bus bus,
            Consumer<Room> cleanUp,
            Timers timers,
            Executor executor,
            Clock clock) {
        this.settings = settings;
        this.stats = stats;
        this.places = places;
        this.audience = new Audience(namespace, places, bus);
        this.tidings = new Tidings(audience, clock);
        this.absences = new Absences(settings.grace(), timers, executor);
        this.conversations = new Conversations(turns, this::isResident, tidings::opened, this::forgetPlaces);
        this.closing =
                new Closing(store, conversations, audience, tidings, absences, this::isResident, cleanUp, stats, clock);
    }

    Audience audience() {
        return audience;
    }

    Turns turns() {
        return turns;
    }

    Conversations conversations() {
        return conversations;
    }

    Closing closing() {
        return closing;
    }

    Tidings tidings() {
        return tidings;
    }

    /** The room a guest of this node is in; asks nobody. */
    public Optional<Room> of(String userId) {
        return conversations.of(userId).map(Conversation::room);
    }

    /** The room a guest is in, wherever the guest is; asks the store. */
    public Optional<Room> find(String userId) {
        return closing.find(userId);
    }

    Optional<Conversation> conversationOf(String userId) {
        return conversations.of(userId);
    }

    /** Whether a guest has a socket here, or is about to have one. */
    boolean isResident(String userId) {
        return residents.count(userId) > 0;
    }

    /**
     * Takes a step with a guest and tells of it, and nobody else takes or tells one meanwhile. What it says in rooms that nobody here
     * has heard of is told when they have.
     */
    public <T> T inTurnOf(String userId, Supplier<T> step) {
        return conversations.inTurnOf(userId, step);
    }

    // ---- opening ----

    /** Two guests were matched: to be called in the turn of one of them who is here, or of both. */
    Optional<Conversation> expect(Step.Opened opened) {
        Optional<Conversation> conversation = conversations.expect(opened.room());
        if (conversation.isPresent()) {
            opened.places().forEach(places::learn);
        }
        return conversation;
    }

    /** Two guests were matched, by nobody's doing or on another node. */
    void opened(Step.Opened opened) {
        Room room = opened.room();
        turns.during(room.userIds(), () -> {
            expect(opened).ifPresent(conversations::open);
            return room;
        });
    }

    /** This node has matched two guests, wherever they are. */
    void matched(Room room) {
        stats.changed();
        EVENTS.info(() -> "room opened id=" + room.id());
    }

    // ---- coming and going ----

    /**
     * A socket of a guest is about to be registered, in the guest's turn: from now on news of the guest matters here. Each call is
     * followed by one of {@link #gone}.
     */
    public void coming(String userId) {
        residents.add(userId);
    }

    /**
     * A socket of a guest connected, in the guest's turn, and from now on hears what its guest is told. If the guest is in a room, the
     * socket joins it; if the guest was away, it is back; if the room is gone, the guest is told.
     *
     * @param elsewhere where the guest has sockets
     * @param current the room the guest is in
     * @param missed the room whose end it has missed
     */
    public void arrived(
            Socket socket, String userId, Whereabouts elsewhere, Optional<CurrentRoom> current, Optional<Room> missed) {
        places.learn(userId, elsewhere);
        boolean joins = current.filter(seen -> enter(socket, userId, seen)).isPresent();
        if (!joins) {
            socket.join(userId);
        }
        missed.ifPresent(room -> tidings.missed(room, userId, socket));
    }

    /**
     * From then on the socket hears what its guest is told: nothing of the room before the room itself. Between the store's answer and this
     * the room may have been closed elsewhere, and the guest matched into another one that is known here already: then it hears of that one.
     */
    private boolean enter(Socket socket, String userId, CurrentRoom seen) {
        Room room = seen.room();
        Optional<Conversation> conversation = conversations
                .expect(room)
                .filter(open -> open.listeners().contains(userId))
                .filter(open -> open.greet(() -> {
                    tidings.resumed(room, userId, socket);
                    socket.join(userId);
                }));
        conversation.ifPresent(open -> {
            places.learn(room.partnerOf(userId).userId(), seen.partner());
            if (seen.back()) {
                back(open, userId);
            }
        });
        return conversation.isPresent();
    }

    /**
     * The last socket of a guest is gone, and it is away from its room; in the guest's turn.
     *
     * @param reason what the partner is told when the room closes for it
     */
    public void away(Room room, String userId, ClosedReason reason) {
        if (stopped) {
            return;
        }
        Duration grace = settings.grace();
        conversations
                .expect(room)
                .filter(conversation -> conversation.say(() -> tidings.away(conversation, userId, grace)))
                .ifPresent(conversation -> absences.begin(
                        userId,
                        // If the store is away, somebody will find the absence overdue.
                        new WhenAvailable(() -> closeIfAway(room, new Exit(userId, reason, Exit.Kind.LOST)))));
    }

    /** A guest who was away is back, here or on another node. */
    void back(Conversation conversation, String userId) {
        absences.end(userId);
        conversation.say(() -> tidings.back(conversation, userId));
    }

    /** Where a guest is that may be here. */
    void learn(String userId, Whereabouts news) {
        turns.during(userId, () -> {
            if (isResident(userId)) {
                places.learn(userId, news);
            }
            return userId;
        });
    }

    /** How long a guest has to come back that went for that reason. */
    public Duration graceAfter(boolean onPurpose) {
        return onPurpose ? Duration.ZERO : settings.grace();
    }

    /** A socket is registered no more, or has not been. Forgets what nobody here needs to know any more. */
    public void gone(String userId) {
        residents.remove(userId);
        if (isResident(userId)) {
            return;
        }
        conversations.leave(userId);
        forgetPlaces(userId);
    }

    private void forgetPlaces(String userId) {
        places.forgetUnless(
                userId, () -> isResident(userId) || conversations.of(userId).isPresent());
    }

    // ---- closing ----

    /**
     * Closes a room, once: the partner is told, both are free, what belongs to the room is removed. Not to be called in the turn of one
     * of them alone.
     *
     * @return whether this call closed it
     */
    public boolean close(Room room, Exit exit) {
        return !stopped && closing.close(room, exit);
    }

    /** Closes a room for a guest who is away from it and did not come back in time. */
    public boolean closeIfAway(Room room, Exit exit) {
        return !stopped && closing.closeIfAway(room, exit);
    }

    // ---- the end ----

    /** The node is not part of the whole any more: what it knew of rooms is worth nothing. */
    public void forget() {
        absences.clear();
        conversations.clear();
        places.clear();
    }

    /** The node stops: the rooms are no more its business. They are not closed, for their members may come back elsewhere. */
    public void stop() {
        stopped = true;
        forget();
    }

    /** Whether nothing is kept of any room. */
    public boolean isEmpty() {
        return conversations.isEmpty() && absences.isEmpty() && places.isEmpty();
    }

    @Override
    public String toString() {
        return "conversations=" + conversations + " absences=" + !absences.isEmpty() + " places=" + !places.isEmpty();
    }
}
