package foyer.guest;

import foyer.edge.RateLimiter;
import foyer.token.IssuedToken;
import foyer.token.TokenIssuer;
import foyer.token.TokenSubject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Lets guests in and keeps what they say of themselves. Any thread may use it; it waits for the store. */
public final class Guests {

    private static final String USER_ID_PREFIX = "guest_";

    private final GuestStore store;
    private final TokenIssuer tokens;
    private final UsernameGenerator names;
    private final RateLimiter arrivals;
    private final Clock clock;

    /**
     * @param store keeps the sessions
     * @param tokens makes their tokens
     * @param names makes names for those who bring none
     * @param arrivals how often a network may begin a session
     * @param clock the time
     */
    public Guests(GuestStore store, TokenIssuer tokens, UsernameGenerator names, RateLimiter arrivals, Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.names = names;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /**
     * Asks for leave to begin a session.
     *
     * @param network of the caller, see {@link foyer.edge.Caller#network()}
     * @return empty when granted, else how long to wait
     */
    public Optional<Duration> knock(String network) {
        return arrivals.take(network);
    }

    /** Begins a session. */
    public Admission admit(NewGuest guest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String sessionId = UUID.randomUUID().toString();
        String userId = USER_ID_PREFIX + UUID.randomUUID();
        String username = guest.username().orElseGet(names::next);
        IssuedToken token = tokens.issue(new TokenSubject(userId, sessionId, username));
        GuestSession session = new GuestSession(
                sessionId, userId, username, guest.profile(), guest.deviceId(), now, token.expiresAt());
        store.create(session);
        return new Admission(session, token);
    }

    /** The session, if it is alive. */
    public Optional<GuestSession> find(String sessionId) {
        return store.find(sessionId);
    }

    /** Takes over what is given; gives the session afterwards, if it is alive. */
    public Optional<GuestSession> updateProfile(String sessionId, Profile changes) {
        return store.updateProfile(sessionId, changes);
    }

    /** Takes over the device; gives the session afterwards, if it is alive. */
    public Optional<GuestSession> updateDevice(String sessionId, String deviceId) {
        return store.updateDevice(sessionId, deviceId);
    }

    /** A fresh token; the session lives as long as it. Empty when the session is not alive. */
    public Optional<IssuedToken> renewToken(String sessionId) {
        return store.extend(sessionId)
                .map(session -> tokens.issue(new TokenSubject(session.userId(), sessionId, session.username())));
    }

    /**
     * Ends the session; its token is refused from now on. The caller fires {@link SessionEnded} when it gets the session.
     *
     * @return the session as it was; of several callers exactly one gets it
     */
    public Optional<GuestSession> end(String sessionId) {
        return store.delete(sessionId);
    }

    /**
     * Forgets the sessions whose time is over and of which no socket is open.
     *
     * @return how many there were
     */
    public int removeExpired() {
        return store.removeExpired();
    }

    /** A name to propose. */
    public String proposeUsername() {
        return names.next();
    }
}
