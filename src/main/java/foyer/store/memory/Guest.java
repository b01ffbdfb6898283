package foyer.store.memory;

import foyer.cluster.NodeId;
import foyer.cluster.Whereabouts;
import foyer.guest.GuestSession;
import foyer.presence.Presence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * All that is known of one guest at one moment.
 *
 * @param session the session
 * @param presence its presence
 * @param sockets the open sockets, oldest first
 * @param version how often the sockets have changed
 * @param ended whether the session was ended while sockets were open; the rest goes with the last of them
 */
record Guest(GuestSession session, Presence presence, List<Tab> sockets, long version, boolean ended) {

    /** A socket and the node that holds it. */
    record Tab(String socketId, NodeId node) {}

    Guest {
        sockets = List.copyOf(sockets);
    }

    /** A guest whose session has just begun. */
    static Guest arriving(GuestSession session) {
        return new Guest(session, Presence.offline(session.userId(), session.createdAt()), List.of(), 0, false);
    }

    String sessionId() {
        return session.sessionId();
    }

    boolean isOnline() {
        return !sockets.isEmpty();
    }

    boolean isAlive(Instant now) {
        return !ended && (isOnline() || now.isBefore(session.expiresAt()));
    }

    /** Whether nothing of this guest needs to be kept. */
    boolean isGone() {
        return ended && !isOnline();
    }

    boolean has(String socketId) {
        return sockets.stream().anyMatch(tab -> tab.socketId().equals(socketId));
    }

    boolean has(String socketId, NodeId node) {
        return sockets.contains(new Tab(socketId, node));
    }

    boolean isAt(NodeId node) {
        return sockets.stream().anyMatch(tab -> tab.node().equals(node));
    }

    /** Its sockets on a node. */
    List<String> socketsAt(NodeId node) {
        return sockets.stream()
                .filter(tab -> tab.node().equals(node))
                .map(Tab::socketId)
                .toList();
    }

    Whereabouts places() {
        return new Whereabouts(version, sockets.stream().map(Tab::node).collect(Collectors.toUnmodifiableSet()));
    }

    boolean hasRoomFor(String socketId, int maxSockets) {
        return maxSockets == 0 || has(socketId) || sockets.size() < maxSockets;
    }

    Guest connected(Tab tab, Instant now, Instant sessionEnd) {
        List<Tab> more = sockets;
        if (!has(tab.socketId())) {
            more = new ArrayList<>(sockets);
            more.add(tab);
        }
        return new Guest(session.until(sessionEnd), presence.online(now), more, version + 1, ended);
    }

    Guest disconnected(Tab tab, Instant now) {
        if (!sockets.contains(tab)) {
            return this;
        }
        List<Tab> left = sockets.stream().filter(each -> !each.equals(tab)).toList();
        return new Guest(session, left.isEmpty() ? presence.offline(now) : presence, left, version + 1, ended);
    }

    Guest deleted() {
        return new Guest(session, presence, sockets, version, true);
    }

    Guest over() {
        return new Guest(session, presence.offline(presence.lastSeen()), List.of(), version + 1, true);
    }

    Guest withSession(UnaryOperator<GuestSession> change) {
        return new Guest(change.apply(session), presence, sockets, version, ended);
    }

    Guest withPresence(UnaryOperator<Presence> change) {
        return new Guest(session, change.apply(presence), sockets, version, ended);
    }
}
