package foyer.store.memory;

import foyer.guest.GuestSession;
import foyer.presence.Presence;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All that is known of one guest at one moment.
 *
 * @param session the session
 * @param presence its presence
 * @param sockets the open sockets, oldest first
 * @param ended whether the session was ended while sockets were open; the rest goes with the last of them
 */
record Guest(GuestSession session, Presence presence, List<String> sockets, boolean ended) {

    Guest {
        sockets = List.copyOf(sockets);
    }

    /** A guest whose session has just begun. */
    static Guest arriving(GuestSession session) {
        return new Guest(session, Presence.offline(session.userId(), session.createdAt()), List.of(), false);
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

    boolean hasRoomFor(String socketId, int maxSockets) {
        return maxSockets == 0 || sockets.contains(socketId) || sockets.size() < maxSockets;
    }

    Guest connected(String socketId, Instant now, Instant sessionEnd) {
        Set<String> more = new LinkedHashSet<>(sockets);
        more.add(socketId);
        return new Guest(session.until(sessionEnd), presence.online(now), List.copyOf(more), ended);
    }

    Guest disconnected(String socketId, Instant now) {
        if (!sockets.contains(socketId)) {
            return this;
        }
        List<String> left = sockets.stream().filter(id -> !id.equals(socketId)).toList();
        return new Guest(session, left.isEmpty() ? presence.offline(now) : presence, left, ended);
    }

    Guest deleted() {
        return new Guest(session, presence, sockets, true);
    }

    Guest over() {
        return new Guest(session, presence.offline(presence.lastSeen()), List.of(), true);
    }

    Guest withSession(UnaryOperator<GuestSession> change) {
        return new Guest(change.apply(session), presence, sockets, ended);
    }

    Guest withPresence(UnaryOperator<Presence> change) {
        return new Guest(session, change.apply(presence), sockets, ended);
    }
}
