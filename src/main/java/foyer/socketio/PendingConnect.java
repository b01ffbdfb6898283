package foyer.socketio;

import foyer.engineio.Handshake;
import foyer.engineio.Timers;
import foyer.engineio.Timers.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A CONNECT packet on its way through the application. */
final class PendingConnect implements ConnectRequest, Slot {

    private final Client client;
    private final Namespace namespace;
    private final String socketId;
    private final Optional<String> authJson;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile Optional<Timer> timeout = Optional.empty();

    PendingConnect(Client client, Namespace namespace, String socketId, Optional<String> authJson) {
        this.client = client;
        this.namespace = namespace;
        this.socketId = socketId;
        this.authJson = authJson;
    }

    /** Shows the request to the namespace's handler. */
    void ask(Timers timers, Duration patience) {
        timeout = Optional.of(timers.after(patience, () -> refuse(ConnectError.TIMED_OUT)));
        if (answered.get()) {
            cancelTimeout();
        }
        if (!Guard.run("onConnect", () -> namespace.handler().onConnect(this))) {
            refuse(ConnectError.INTERNAL);
        }
    }

    /** The connection is gone: every answer comes too late. */
    void abandon() {
        answer();
    }

    @Override
    public Handshake handshake() {
        return client.connection().handshake();
    }

    @Override
    public Namespace namespace() {
        return namespace;
    }

    @Override
    public String socketId() {
        return socketId;
    }

    @Override
    public Optional<String> authJson() {
        return authJson;
    }

    @Override
    public boolean isOpen() {
        return !answered.get() && client.connection().isOpen();
    }

    @Override
    public Optional<Socket> accept(SocketHandler handler, Message... first) {
        if (!answer()) {
            return Optional.empty();
        }
        LiveSocket socket = new LiveSocket(socketId, client, namespace, handler);
        if (!client.replace(this, socket)) {
            return Optional.empty();
        }
        socket.begin(first);
        return Optional.of(socket);
    }

    @Override
    public void refuse(ConnectError error) {
        if (answer()) {
            client.refuse(this, error);
        }
    }

    /** Whether this is the first answer. */
    private boolean answer() {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        cancelTimeout();
        return true;
    }

    private void cancelTimeout() {
        timeout.ifPresent(Timer::cancel);
    }
}
