package foyer.admin;

import foyer.lifecycle.ConnectionServer;
import foyer.lifecycle.Control;
import foyer.lifecycle.Drain;
import foyer.lifecycle.SocketView;
import foyer.lifecycle.Stores;
import foyer.presence.Presence;
import foyer.room.Room;
import foyer.stats.Listing;
import foyer.stats.OnlineUser;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    /** How many connections were refused since the start, by what they were told. */
    public long refused() {
        return connections.measures().refusals().values().stream()
                .mapToLong(adder -> adder.sum())
                .sum();
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
        boolean found = connections.control().kick(userId);
        audit.note(actor, "disconnect-guest", userId, found ? DONE : NOT_FOUND);
        return found;
    }

    /** Sends a socket away; {@code NOT_HERE} means, with one node, that there is none. */
    Control.Found disconnectSocket(Actor actor, String socketId) {
        Control.Found found = connections.control().kickSocket(socketId);
        audit.note(actor, "disconnect-socket", socketId, found == Control.Found.YES ? DONE : notHere());
        return found;
    }

    private String notHere() {
        return isAlone() ? NOT_FOUND : "asked-other-nodes";
    }

    /** Whether there are no other nodes that could know more. */
    boolean isAlone() {
        return stores.state().kind().equals("memory");
    }

    /** Ends a session by its id, or by that of its user who is online; gives the user's id. */
    Optional<String> endSession(Actor actor, String id) {
        Optional<String> userId = connections.control().endSession(id);
        // The id of a session is as good as a password, and is not written down.
        audit.note(actor, "end-session", userId.orElse(NODE), userId.isPresent() ? DONE : NOT_FOUND);
        return userId;
    }

    /** Closes the room of that id, or of a member of that id. */
    Optional<Room> closeRoom(Actor actor, String id) {
        Optional<Room> room = connections.control().closeRoom(id);
        audit.note(actor, "close-room", room.map(Room::id).orElse(id), room.isPresent() ? DONE : NOT_FOUND);
        return room;
    }

    /** Tells everybody; gives how many sockets of this node there were. */
    int notice(Actor actor, String text) {
        int sockets = connections.control().notice(text);
        audit.note(actor, "notice", text, DONE);
        return sockets;
    }

    /** Begins to drain; gives whether it did not before. */
    boolean drain(Actor actor) {
        Drain drain = connections.drain();
        boolean begun = drain.begin();
        audit.note(actor, "drain", NODE, begun ? DONE : NO_CHANGE);
        return begun;
    }

    /** Lets guests in again; gives whether it did not before. */
    boolean undrain(Actor actor) {
        boolean ended = connections.drain().end();
        audit.note(actor, "undrain", NODE, ended ? DONE : NO_CHANGE);
        return ended;
    }

    void setLogLevel(Actor actor, ConnectionLog.LogLevel level) {
        log.setLevel(level);
        audit.note(actor, "log-level", level.name(), DONE);
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
