package foyer.presence;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What others may know of a guest at one moment.
 *
 * @param userId the guest's user id
 * @param isOnline whether at least one of its sockets is open
 * @param isSearching whether it waits for a partner; never while it is offline
 * @param connectedUser the partner it shares a room with
 * @param lastSeen when it was last heard of: session made, connect, heartbeat, disconnect
 */
public record Presence(
        String userId, boolean isOnline, boolean isSearching, Optional<String> connectedUser, Instant lastSeen) {

    public Presence {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(connectedUser, "connectedUser");
        Objects.requireNonNull(lastSeen, "lastSeen");
    }

    /** The presence of a guest who has not connected yet. */
    public static Presence offline(String userId, Instant lastSeen) {
        return new Presence(userId, false, false, Optional.empty(), lastSeen);
    }

    /** Heard of again; time never runs backwards here, whichever thread comes first. */
    public Presence seen(Instant now) {
        return new Presence(userId, isOnline, isSearching, connectedUser, later(now));
    }

    /** The first socket opened. */
    public Presence online(Instant now) {
        return new Presence(userId, true, isSearching, connectedUser, later(now));
    }

    /** The last socket closed: whoever is gone searches no more. */
    public Presence offline(Instant now) {
        return new Presence(userId, false, false, connectedUser, later(now));
    }

    /** Begins or ends the search for a partner; nobody searches while offline or in a room. */
    public Presence searching(boolean searching, Instant now) {
        return new Presence(
                userId, isOnline, searching && isOnline && connectedUser.isEmpty(), connectedUser, later(now));
    }

    /** Shares a room with a partner from now on, and searches no more. */
    public Presence with(String partner) {
        return new Presence(userId, isOnline, false, Optional.of(partner), lastSeen);
    }

    /** Shares no room any more. */
    public Presence alone() {
        return new Presence(userId, isOnline, isSearching, Optional.empty(), lastSeen);
    }

    private Instant later(Instant now) {
        return now.isAfter(lastSeen) ? now : lastSeen;
    }
}
