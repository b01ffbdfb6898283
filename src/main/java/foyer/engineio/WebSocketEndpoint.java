package foyer.engineio;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * The WebSocket transport: one instance for each session, as the container's default configurator gives it.
 * The handshake has passed the {@link EngineFilter}.
 *
 * <p>An application subclasses it with {@code @ServerEndpoint("/socket.io/")}; the trailing slash matters.
 */
public abstract class WebSocketEndpoint {

    private static final System.Logger LOG = System.getLogger(WebSocketEndpoint.class.getName());

    private volatile boolean opened;
    private volatile EngineConnection connection;
    private WebSocketTransport transport;
    private int maxPayload;
    private final StringBuilder text = new StringBuilder(0);
    private int textBytes;
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream(0);

    /** The server of this path. */
    protected abstract EngineServer engine();

    /** A handshake came through: a new connection, or the probe of one that polls. */
    @OnOpen
    public synchronized void onOpen(Session session) {
        try {
            open(session);
        } finally {
            opened = true;
        }
    }

    private void open(Session session) {
        if (!(session.getUserPrincipal() instanceof HandshakePrincipal principal)) {
            throw new IllegalStateException(
                    "The handshake has not passed the EngineFilter; is it mapped to this path?");
        }
        maxPayload = engine().options().maxPayload();
        session.setMaxIdleTimeout(0); // the heartbeat is ours
        IoThread thread = engine().ioThreads().of(session);
        Frames frames = engine().frames().of(session, principal.end().connection());
        transport = new WebSocketTransport(
                session, frames, thread, engine().executor(), engine().timers(), principal.stay());
        principal.end().whenEnded(this::lost);
        principal.end().whenEnded(principal.handler().opened());
        principal.request().forget();
        String sid = principal.handshake().query().get("sid");
        if (sid == null) {
            connection = engine().connect(principal.handshake(), transport);
        } else {
            Optional<EngineConnection> known = engine().find(sid).filter(polling -> polling.beginUpgrade(transport));
            if (known.isEmpty()) {
                transport.close(CloseReason.TRANSPORT_ERROR);
                return;
            }
            connection = known.get();
        }
        if (transport.isLost()) {
            lost();
        }
    }

    /** The container may or may not notice as well. */
    private void lost() {
        transport.lose();
        EngineConnection present = connection;
        if (present != null) {
            present.fail(transport, CloseReason.TRANSPORT_CLOSE);
        }
    }

    /** WildFly hands on the client's first frames while the open callback is still running. */
    private boolean isOpened() {
        if (!opened) {
            synchronized (this) {
                return connection != null;
            }
        }
        return connection != null;
    }

    // Messages in parts, because WildFly does not enforce a maximum size for whole ones. Annotated, because a handler
    // that is added in the open callback comes too late for the frames of an eager client.

    /** A text message, or a part of one. */
    @OnMessage
    public void onText(String part, boolean last) {
        if (!isOpened()) {
            return;
        }
        if (Utf8.exceeds(part, maxPayload - textBytes)) {
            tooLarge();
            return;
        }
        if (last && text.isEmpty()) {
            connection.receive(transport, part);
            return;
        }
        text.append(part);
        textBytes += Utf8.bytes(part);
        if (last) {
            String whole = text.toString();
            textBytes = 0;
            text.setLength(0);
            text.trimToSize();
            connection.receive(transport, whole);
        }
    }

    /** A binary message, or a part of one. */
    @OnMessage
    public void onBinary(byte[] part, boolean last) {
        if (!isOpened()) {
            return;
        }
        if (part.length > maxPayload - binary.size()) {
            tooLarge();
            return;
        }
        byte[] whole = part;
        if (!last || binary.size() > 0) {
            binary.writeBytes(part);
            whole = binary.toByteArray();
        }
        if (last) {
            binary.reset();
            connection.receive(transport, Packet.message(whole));
        }
    }

    private void tooLarge() {
        maxPayload = 0; // whatever else is still in the container's buffers
        text.setLength(0);
        binary.reset();
        connection.fail(transport, CloseReason.PAYLOAD_TOO_LARGE);
    }

    /** The session is over, whoever ended it. */
    @OnClose
    public void onClose(Session session) {
        UndertowChannel.of(session).ifPresent(UndertowChannel::forget);
        if (isOpened()) {
            connection.fail(transport, CloseReason.TRANSPORT_CLOSE);
        }
    }

    /** The network or the container failed; the container closes the session after this. */
    @OnError
    public void onError(Session session, Throwable problem) {
        LOG.log(Level.DEBUG, "WebSocket error", problem);
        if (isOpened()) {
            connection.fail(transport, CloseReason.TRANSPORT_ERROR);
        }
    }
}
