package foyer.lifecycle;

import foyer.edge.Allowance;
import foyer.edge.EventRefused;
import foyer.edge.RateLimit;
import foyer.edge.Refusal;
import foyer.engineio.CloseReason;
import foyer.engineio.Mailbox;
import foyer.guest.GuestSession;
import foyer.rest.Json;
import foyer.room.Participant;
import foyer.socketio.Event;
import foyer.socketio.Socket;
import foyer.socketio.SocketHandler;
import foyer.token.TokenSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One socket of a guest, from its acceptance to its end. The guest may have others, one for each tab.
 *
 * <p>Events are taken on container threads and carried out in the {@link Mailbox}; so is the end, after them.
 */
final class GuestSocket implements SocketHandler, Participant {

    /** How long a client that was sent away has to close the transport, before the server does. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private static final int MAILBOX_CAPACITY = 256;

    private final TokenSubject guest;
    private final String socketId;
    private final LifecycleServices services;
    private final Mailbox mailbox;
    private final TokenWatch tokenWatch;
    private final Instant since;
    private volatile Socket socket;
    private volatile GuestSession session;
    private volatile Optional<DisconnectReason> dismissal = Optional.empty();
    private Allowance allowance;

    GuestSocket(TokenSubject guest, String socketId, LifecycleServices services) {
        this.guest = guest;
        this.socketId = socketId;
        this.services = services;
        this.mailbox = new Mailbox(services.executor(), MAILBOX_CAPACITY);
        this.tokenWatch = new TokenWatch(services.timers(), services.clock(), this::tokenExpires, this::tokenExpired);
        this.since = services.clock().instant();
    }

    /** The socket was accepted: from now on its events are carried out, those that came meanwhile first. */
    void begin(Socket accepted, GuestSession found, Instant tokenExpiry) {
        session = found;
        socket = accepted;
        tokenWatch.watch(tokenExpiry);
        mailbox.open();
        dismissal.ifPresent(reason -> part(accepted, reason));
    }

    @Override
    public TokenSubject guest() {
        return guest;
    }

    @Override
    public String socketId() {
        return socketId;
    }

    /** Whether it was accepted. */
    boolean hasBegun() {
        return socket != null;
    }

    /** What is to be registered of it; only once it was accepted. */
    HeldSocket held() {
        return new HeldSocket(session, socketId);
    }

    Socket socket() {
        return socket;
    }

    /** The name of the transport it has, or had; of one that never began, {@code none}. */
    String transport() {
        return Optional.ofNullable(socket)
                .map(known -> known.transport().wireName())
                .orElse("none");
    }

    /** What has come over its connection. */
    long bytesReceived() {
        return Optional.ofNullable(socket).map(Socket::bytesReceived).orElse(0L);
    }

    /** What was sent over its connection. */
    long bytesSent() {
        return Optional.ofNullable(socket).map(Socket::bytesSent).orElse(0L);
    }

    /** When it was accepted. */
    Instant since() {
        return since;
    }

    @Override
    public void emit(String event, String json) {
        socket.emit(event, json);
    }

    /** The token was renewed. */
    void refreshed(Instant tokenExpiry) {
        tokenWatch.watch(tokenExpiry);
    }

    @Override
    public void onEvent(Socket from, Event event) {
        Optional<Duration> wait = mayGoOn();
        if (wait.isPresent()) {
            refuse(from, event, wait.get());
        } else if (!take(event)) {
            refuse(from, event, FAREWELL);
        }
    }

    private boolean take(Event event) {
        Runnable task = () -> services.events().handle(this, event);
        return services.events().mayWait(event) ? mailbox.post(task) : mailbox.run(task);
    }

    /** Events come one at a time: no lock is needed. Most sockets send hardly any, and have no allowance until they do. */
    private Optional<Duration> mayGoOn() {
        if (allowance == null) {
            allowance = new Allowance(RateLimit.perSecond(services.settings().eventsPerSecond()), System::nanoTime);
        }
        return allowance.take();
    }

    private void refuse(Socket from, Event event, Duration wait) {
        socket = from; // an event may overtake begin()
        services.events().refuse(this, event, new EventRefused(wait));
    }

    @Override
    public void onDisconnect(Socket from, CloseReason reason) {
        tokenWatch.stop();
        DisconnectReason why = dismissal.orElseGet(() -> DisconnectReason.of(reason));
        mailbox.postAlways(() -> services.departures().left(this, why));
    }

    /**
     * Ends the socket: closes the transport if the guest is to come back, else sends it away for good with DISCONNECT, and closes
     * the transport a moment later. One that is still arriving, when it has.
     */
    void dismiss(DisconnectReason reason) {
        // Written before the socket is read, as begin() does it the other way round: one of the two sees both.
        dismissal = Optional.of(reason);
        Optional.ofNullable(socket).ifPresent(present -> part(present, reason));
    }

    private void part(Socket from, DisconnectReason reason) {
        if (reason.clientComesBack()) {
            from.close(reason.closeReason());
        } else {
            sendAway(from, reason);
        }
    }

    private void sendAway(Socket dismissed, DisconnectReason reason) {
        dismissed.disconnect();
        services.timers().after(FAREWELL, () -> dismissed.close(reason.closeReason()));
    }

    private void tokenExpires(Instant when) {
        emit(
                "session:expiring",
                Json.object().add("expiresAt", Json.time(when)).build().toString());
    }

    private void tokenExpired() {
        emit(
                "session:expired",
                Json.object()
                        .add("code", Refusal.TOKEN_EXPIRED.code())
                        .add("message", Refusal.TOKEN_EXPIRED.message())
                        .build()
                        .toString());
        socket.close(DisconnectReason.TOKEN_EXPIRED.closeReason());
    }
}
