package foyer.engineio;

import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A packet is a frame: text for text, binary for binary messages. One write is in flight at a time. */
final class WebSocketTransport implements Transport {

    private static final System.Logger LOG = System.getLogger(WebSocketTransport.class.getName());

    /** How long a close waits before it looks again whether the thread of the handshake has left. */
    private static final Duration RETRY = Duration.ofMillis(20);

    private static final int BATCH_BYTES = 16 * 1024;

    private final Session session;
    private final Frames frames;
    private final Executor executor;
    private final Timers timers;
    private final Stay handshake;
    private final IoThread thread;
    private boolean lost;

    /**
     * @param frames into the session
     * @param thread writes them
     * @param handshake the stay of the thread of the handshake
     */
    WebSocketTransport(
            Session session, Frames frames, IoThread thread, Executor executor, Timers timers, Stay handshake) {
        this.session = session;
        this.handshake = handshake;
        this.timers = timers;
        this.frames = frames;
        this.executor = executor;
        this.thread = thread;
    }

    @Override
    public TransportName name() {
        return TransportName.WEBSOCKET;
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public IoThread thread() {
        return thread;
    }

    @Override
    public int batch() {
        return frames.batch();
    }

    @Override
    public int batchBytes() {
        return BATCH_BYTES;
    }

    @Override
    public void write(List<Packet> packets, WriteCallback written) {
        if (!send(packets, written)) {
            written.done(false);
        }
    }

    /** With the lock that {@link #lose} takes: no frame is on its way into the container when that returns. */
    private synchronized boolean send(List<Packet> packets, WriteCallback written) {
        if (lost) {
            return false;
        }
        try {
            frames.send(packets, written);
            return true;
        } catch (RuntimeException e) {
            // Both containers throw when the peer is gone already; the close callback follows.
            LOG.log(Level.DEBUG, "A frame could not be sent", e);
            return false;
        }
    }

    /** The connection below has ended: the session is not to be touched any more. */
    synchronized void lose() {
        lost = true;
    }

    synchronized boolean isLost() {
        return lost;
    }

    /** Once the thread of the handshake has left: see {@link Stay}. */
    @Override
    public void close(CloseReason reason) {
        if (handshake.hasEnded() || isLost()) {
            closeNow(reason);
        } else {
            timers.after(RETRY, () -> close(reason));
        }
    }

    private void closeNow(CloseReason reason) {
        try {
            // The container writes the close frame while the caller waits, and the client may not be reading.
            executor.execute(() -> closeSession(reason));
        } catch (RejectedExecutionException e) {
            closeSession(reason);
        }
    }

    private void closeSession(CloseReason reason) {
        if (isLost()) {
            return; // and the container is told by TyrusHandler
        }
        try {
            session.close(new jakarta.websocket.CloseReason(code(reason), reason.text()));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "The session was closed already", e);
        }
    }

    private static CloseCode code(CloseReason reason) {
        if (reason.equals(CloseReason.PAYLOAD_TOO_LARGE)) {
            return CloseCodes.TOO_BIG;
        }
        if (reason.equals(CloseReason.PARSE_ERROR)) {
            return CloseCodes.PROTOCOL_ERROR;
        }
        if (reason.equals(CloseReason.SERVER_SHUTTING_DOWN)) {
            return CloseCodes.GOING_AWAY;
        }
        return CloseCodes.NORMAL_CLOSURE;
    }
}
