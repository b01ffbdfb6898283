package foyer.admin;

import foyer.lifecycle.ConnectionServer;
import foyer.lifecycle.Control;
import foyer.lifecycle.SocketView;
import foyer.lifecycle.Stores;
import foyer.presence.Presence;
import foyer.room.Room;
import foyer.stats.Listing;
import foyer.stats.OnlineUser;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What administrators can do, over REST and JMX alike. Everything that changes something is written down by {@link Audit}. Any thread
 * may use it; most of it waits for the store, and throws {@link foyer.cluster.StoreUnavailableException} when that cannot be asked.
 */
public final class Administration implements AutoCloseable {

    /** Of the guests online, these many are looked through at most, the latest. */
    static final int MOST_GUESTS = 10_000;

    private static final String NODE = "-";
    private static final String DONE = "done";
    private static final String NOT_FOUND = "not-found";
    private static final String NO_CHANGE = "no-change";

    private final ConnectionServer connections;
    private final Stores stores;
    private final Overview overview;
    private final Audit audit = new Audit();
    private final ConnectionLog log = new ConnectionLog();

    public Administration(ConnectionServer connections, Stores stores, Overview overview) {
        this.connections = connections;
        this.stores = stores;
        this.overview = overview;
    }

    /** The level of the log of connections is the server's again. */
    @Override
    public void close() {
        log.close();
    }

    // ---- looking ----

    /** The figures of this node. */
    public Figures figures() {
        return overview.now();
    }

    /**
     * Guests online on all nodes, latest first.
     *
     * @param search what their name or id is to contain, in whatever case; blank for all
     * @param offset how many to leave out; not negative
     * @param limit how many to give at most; not negative
     */
    Page guests(String search, int offset, int limit) {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        // Without a search no more is asked for than is shown.
        int enough = wanted.isEmpty() ? (int) Math.min(MOST_GUESTS, (long) offset + limit) : MOST_GUESTS;
        Listing online = stores.statistics().snapshot(enough).online();
        List<OnlineUser> found = online.users().stream()
                .filter(user -> wanted.isEmpty() || matches(user, wanted))
                .toList();
        return new Page(
                found.stream().skip(offset).limit(limit).toList(),
                wanted.isEmpty() ? online.total() : found.size(),
                online.total() > MOST_GUESTS);
    }

    private static boolean matches(OnlineUser user, String wanted) {
        return user.username().toLowerCase(Locale.ROOT).contains(wanted)
                || user.presence().userId().toLowerCase(Locale.ROOT).contains(wanted);
    }

    /** A guest, online or not. */
    Optional<GuestView> guest(String userId) {
        Control control = connections.control();
        return stores.presences()
                .find(userId)
                .map(presence -> new GuestView(
                        presence,
                        control.sockets(userId),
                        control.otherNodesOf(userId),
                        stores.rooms().roomOf(userId)));
    }

    ConnectionLog.LogLevel logLevel() {
        return log.level();
    }

    // ---- acting ----

    /** Sends a guest away; gives whether it had a socket. */
    boolean disconnectGuest(Actor actor, String userId) {
        return act(
                actor,
                "disconnect-guest",
                userId,
                () -> connections.control().kick(userId),
                found -> found ? DONE : NOT_FOUND);
    }

    /** Sends a socket away; {@code NOT_HERE} means, with one node, that there is none. */
    Control.Found disconnectSocket(Actor actor, String socketId) {
        String notHere = isAlone() ? NOT_FOUND : "asked-other-nodes";
        return act(
                actor,
                "disconnect-socket",
                socketId,
                () -> connections.control().kickSocket(socketId),
                found -> found == Control.Found.YES ? DONE : notHere);
    }

    /** Whether there are no other nodes that could know more. */
    boolean isAlone() {
        return stores.state().kind().equals("memory");
    }

    /** Ends a session by its id, or by that of its user who is online; gives the user's id. */
    Optional<String> endSession(Actor actor, String id) {
        // The id of a session is as good as a password, and is not written down; that of its user is.
        return act(
                actor,
                "end-session",
                NODE,
                () -> connections.control().endSession(id),
                userId -> userId.map(known -> DONE + " user=" + known).orElse(NOT_FOUND));
    }

    /** Closes the room of that id, or of a member of that id. */
    Optional<Room> closeRoom(Actor actor, String id) {
        return act(
                actor,
                "close-room",
                id,
                () -> connections.control().closeRoom(id),
                room -> room.isPresent() ? DONE : NOT_FOUND);
    }

    /** Tells everybody; gives how many sockets of this node there were. */
    int notice(Actor actor, String text) {
        return act(actor, "notice", text, () -> connections.control().notice(text), sockets -> DONE);
    }

    /** Begins to drain; gives whether it did not before. */
    boolean drain(Actor actor) {
        return act(actor, "drain", NODE, connections.drain()::begin, begun -> begun ? DONE : NO_CHANGE);
    }

    /** Lets guests in again; gives whether it did not before. */
    boolean undrain(Actor actor) {
        return act(actor, "undrain", NODE, connections.drain()::end, ended -> ended ? DONE : NO_CHANGE);
    }

    void setLogLevel(Actor actor, ConnectionLog.LogLevel level) {
        log.setLevel(level);
        audit.note(actor, "log-level", level.name(), DONE);
    }

    /** Takes a step and writes it down, whatever comes of it. */
    private <T> T act(Actor actor, String action, String target, Supplier<T> step, Function<T, String> outcome) {
        T result;
        try {
            result = step.get();
        } catch (RuntimeException e) {
            audit.note(actor, action, target, "failed");
            throw e;
        }
        audit.note(actor, action, target, outcome.apply(result));
        return result;
    }

    /**
     * Some of the guests.
     *
     * @param total how many there are in all
     * @param truncated whether there are so many guests that not all were looked through
     */
    record Page(List<OnlineUser> guests, int total, boolean truncated) {}

    /**
     * A guest as an administrator sees it.
     *
     * @param sockets those of this node
     * @param otherNodes how many other nodes have sockets of it
     */
    record GuestView(Presence presence, List<SocketView> sockets, int otherNodes, Optional<Room> room) {}
}
