package foyer.lifecycle;

import foyer.cluster.StoreUnavailableException;
import foyer.edge.Caller;
import foyer.edge.RateLimiter;
import foyer.edge.Refusal;
import foyer.edge.Tally;
import foyer.engineio.Cork;
import foyer.engineio.Handshake;
import foyer.log.EventLog;
import foyer.rest.Json;
import foyer.room.Rooms;
import foyer.socketio.ConnectError;
import foyer.socketio.ConnectRequest;
import foyer.socketio.Message;
import foyer.socketio.NamespaceHandler;
import foyer.socketio.Socket;
import foyer.stats.StatsBroadcaster;
import foyer.token.TokenRefused;
import foyer.token.TokenSubject;
import foyer.token.TokenVerifier;
import jakarta.json.JsonObjectBuilder;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Lets guests in (contract section 6): validates the token, loads the session and registers the socket in one step, puts
 * the socket into its guest's room, and says {@code connection:established}; or says why not.
 */
public final class Reception implements NamespaceHandler {

    private static final System.Logger LOG = System.getLogger("foyer.connections");
    private static final EventLog EVENTS = new EventLog("foyer.connections");

    /** What a network with too many connections is told to wait. */
    private static final Duration CROWDED = Duration.ofSeconds(10);

    private final LifecycleServices services;
    private final ConnectionStore store;
    private final HandshakeToken tokens;
    private final TokenVerifier verifier;
    private final RateLimiter attempts;
    private final Tally connections;
    private final Register register;
    private final Rooms rooms;
    private final StatsBroadcaster stats;
    private volatile boolean draining;

    Reception(
            LifecycleServices services,
            ConnectionStore store,
            HandshakeToken tokens,
            TokenVerifier verifier,
            RateLimiter attempts,
            Tally connections,
            Register register,
            Rooms rooms,
            StatsBroadcaster stats) {
        this.rooms = rooms;
        this.services = services;
        this.store = store;
        this.tokens = tokens;
        this.verifier = verifier;
        this.attempts = attempts;
        this.connections = connections;
        this.register = register;
        this.stats = stats;
    }

    /** Lets guests in again. */
    void reopen() {
        draining = false;
    }

    /** From now on everybody is refused. */
    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    @Override
    public void onConnect(ConnectRequest request) {
        long asked = System.nanoTime();
        if (draining) {
            refuse(request, Refusal.DRAINING);
            return;
        }
        Optional<Duration> wait = mustWait(request.handshake());
        if (wait.isPresent()) {
            refuse(request, Refusal.RATE_LIMITED, wait);
            return;
        }
        try {
            services.executor().execute(() -> Cork.during(() -> admit(request, asked)));
        } catch (RejectedExecutionException e) {
            refuse(request, Refusal.UNAVAILABLE);
        }
    }

    private Optional<Duration> mustWait(Handshake handshake) {
        String network = Caller.networkOf(handshake.remoteAddress());
        int most = services.settings().socketsPerAddress();
        if (most > 0 && connections.count(network) > most) {
            return Optional.of(CROWDED);
        }
        return attempts.take(network);
    }

    private void admit(ConnectRequest request, long asked) {
        try {
            JsonWebToken token = verifier.verify(tokens.of(request));
            TokenSubject guest =
                    TokenSubject.of(token).orElseThrow(() -> new IllegalStateException("verified, but not a guest's"));
            Instant tokenExpiry = Instant.ofEpochSecond(token.getExpirationTime());
            GuestSocket arrival = new GuestSocket(guest, request.socketId(), services);
            ConnectOutcome outcome = rooms.inTurnOf(guest.userId(), () -> letIn(request, arrival, tokenExpiry));
            if (outcome instanceof ConnectOutcome.Arrived) {
                arrived(arrival, System.nanoTime() - asked);
            } else if (outcome instanceof ConnectOutcome.TooManySockets) {
                refuse(request, Refusal.RATE_LIMITED, Optional.of(CROWDED));
            } else {
                refuse(request, Refusal.SESSION_NOT_FOUND);
            }
        } catch (TokenRefused e) {
            refuse(request, e.refusal());
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "Nobody can be let in now", e);
            refuse(request, Refusal.UNAVAILABLE);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A guest could not be let in", e);
            refuse(request, Refusal.UNAVAILABLE);
        }
    }

    private ConnectOutcome letIn(ConnectRequest request, GuestSocket arrival, Instant tokenExpiry) {
        ConnectOutcome outcome = register(arrival);
        if (outcome instanceof ConnectOutcome.Arrived arrived) {
            request.accept(arrival, established(arrival.guest(), request.socketId()))
                    .ifPresent(socket -> welcome(socket, arrival, arrived, tokenExpiry));
        }
        return outcome;
    }

    /** Here before the store knows of it: whoever ends the session finds every socket the store tells of. */
    private ConnectOutcome register(GuestSocket arrival) {
        TokenSubject guest = arrival.guest();
        register.add(arrival);
        rooms.coming(guest.userId());
        boolean arrived = false;
        try {
            ConnectOutcome outcome = store.connect(
                    guest.sessionId(),
                    guest.userId(),
                    arrival.socketId(),
                    services.settings().socketsPerSession());
            arrived = outcome instanceof ConnectOutcome.Arrived;
            return outcome;
        } catch (RuntimeException e) {
            // It may have been registered all the same.
            services.departures().signOffLater(guest, arrival.socketId(), DisconnectReason.TRANSPORT_CLOSE);
            throw e;
        } finally {
            if (!arrived) {
                register.remove(arrival);
                rooms.gone(guest.userId());
            }
        }
    }

    private void welcome(Socket socket, GuestSocket arrival, ConnectOutcome.Arrived arrived, Instant tokenExpiry) {
        String userId = arrival.guest().userId();
        try {
            rooms.arrived(socket, userId, arrived.places(), arrived.room(), arrived.missed());
        } finally {
            // Whatever became of that: a socket that has not begun never ends either.
            arrival.begin(socket, arrived.session(), tokenExpiry);
        }
    }

    /** Not in the guest's turn any more. */
    private void arrived(GuestSocket arrival, long tookNanos) {
        if (!arrival.hasBegun()) {
            // The client has gone while we looked it up; it is registered, and nobody else will say that it left.
            services.departures().left(arrival, DisconnectReason.TRANSPORT_CLOSE);
            return;
        }
        services.measures().established(arrival.guest().userId(), tookNanos);
        EVENTS.info(() -> "connect user=" + arrival.guest().userId() + " socket=" + arrival.socketId() + " transport="
                + arrival.transport() + " tookMs=" + tookNanos / 1_000_000);
        stats.changed();
    }

    private Message established(TokenSubject guest, String socketId) {
        return Message.of(
                "connection:established",
                Json.object()
                        .add("userId", guest.userId())
                        .add("username", guest.username())
                        .add("socketId", socketId)
                        .add("sessionId", guest.sessionId())
                        .add("isGuest", true)
                        .add("recovered", false)
                        .add("serverTime", Json.time(services.clock().instant()))
                        .build()
                        .toString());
    }

    private void refuse(ConnectRequest request, Refusal refusal) {
        refuse(request, refusal, Optional.empty());
    }

    private void refuse(ConnectRequest request, Refusal refusal, Optional<Duration> wait) {
        services.measures().refused(refusal);
        LOG.log(Level.DEBUG, "refused code={0}", refusal.code());
        JsonObjectBuilder data = Json.object().add("code", refusal.code());
        wait.ifPresent(time -> data.add("retryAfterMs", Json.millis(time)));
        request.refuse(
                new ConnectError(refusal.message(), Optional.of(data.build().toString())));
    }
}
