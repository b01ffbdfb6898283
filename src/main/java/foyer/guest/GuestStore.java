package foyer.guest;

import java.util.List;
import java.util.Optional;

/**
 * Keeps the guests' sessions. A session is alive until it is deleted or until {@code expiresAt}; while a socket of it
 * is open it does not expire. An answer is empty when the session is not alive, and then nothing was changed.
 *
 * <p>Each method is one atomic step and at most one round trip; any thread may call it. The time is the store's own, and it
 * knows the lifetime of a session ({@code foyer.token.lifetime}). A store that cannot be asked throws
 * {@link foyer.cluster.StoreUnavailableException}.
 */
public interface GuestStore {

    /** Keeps a new session, offline at first. Both of its ids are random and have never been seen before. */
    void create(GuestSession session);

    /** The session, if it is alive. */
    Optional<GuestSession> find(String sessionId);

    /** Takes over those fields of the profile that are given; gives the session afterwards. */
    Optional<GuestSession> updateProfile(String sessionId, Profile changes);

    /** Takes over the device; gives the session afterwards. */
    Optional<GuestSession> updateDevice(String sessionId, String deviceId);

    /** Lets the session live a whole lifetime from now; gives the session afterwards. */
    Optional<GuestSession> extend(String sessionId);

    /**
     * Ends a session: from now on it is found nowhere and nobody connects to it. Sockets that are open are not touched; they
     * are for {@code foyer.lifecycle.ConnectionStore.end} to give.
     *
     * @return the session as it was; of several callers exactly one gets it
     */
    Optional<GuestSession> delete(String sessionId);

    /**
     * Forgets the sessions whose time is over and of which no socket is open. For the clockwork of every node to call every few
     * seconds; it costs what there is to remove, not what there is.
     *
     * @return how many were removed
     */
    int removeExpired();

    /**
     * Puts sessions back of which the store has lost all data; one that is known is left as it is. Several nodes may do it, with
     * the same session. It lives for a minute at least, even if its time was over: sockets of it are open, and are put back next.
     */
    void restore(List<GuestSession> sessions);

    /**
     * The same with sessions that the store does not know although it has not lost everything: puts back those that it has lost with
     * the latest steps, by a failover to a copy, and not those that were {@link #delete deleted}. A store to which that cannot
     * happen puts back none.
     */
    void recover(List<GuestSession> sessions);
}
