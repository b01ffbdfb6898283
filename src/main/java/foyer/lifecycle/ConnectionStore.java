package foyer.lifecycle;

import java.time.Instant;
import java.util.List;

/**
 * Knows which sockets of which session are open, and changes presence and counts together with them.
 *
 * <p>Each method is one atomic step and at most one round trip (a single Lua call on Redis); any thread may call it, and
 * several nodes at once. Exactly one caller is ever told that a guest's last socket is gone, either by
 * {@link #disconnect} or by {@link #end}; whoever is told does the clean-up.
 */
public interface ConnectionStore {

    /**
     * A socket opened: it is registered, the guest is online and seen now, its session lives a whole lifetime from now.
     * Repeating the call changes nothing.
     *
     * @param maxSockets how many sockets a session may have, this one included; 0 means any number
     */
    ConnectOutcome connect(String sessionId, String socketId, int maxSockets, Instant now);

    /**
     * A socket closed. With the guest's last one the guest is offline, searches no more and was seen now. Idempotent:
     * a socket that is not registered (any more) changes nothing.
     */
    DisconnectOutcome disconnect(String sessionId, String userId, String socketId, Instant now);

    /**
     * The session is over: it is deleted, its sockets are registered no more, the guest is offline. Idempotent.
     *
     * @return the sockets that were open, for the caller to close; when there were any, the caller took the guest offline
     *     and does the clean-up, and {@link #disconnect} of each is {@link DisconnectOutcome#NOT_REGISTERED}
     */
    List<String> end(String sessionId);
}
