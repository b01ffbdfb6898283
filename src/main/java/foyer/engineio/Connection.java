package foyer.engineio;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * One Engine.IO connection, whatever its transport. Every method may be called from any thread and returns at
 * once: sending means queueing, and one writer per connection empties the queue in order.
 */
public interface Connection {

    /** The Engine.IO session id: unguessable, and never shown to other clients. */
    String sid();

    /** The request that opened this connection. */
    Handshake handshake();

    /** The transport in use now: {@code websocket} or {@code polling}. */
    TransportName transport();

    /**
     * Runs tasks where sending to this connection costs least: at once, or soon on the thread that writes it, which no task may keep
     * waiting. Equal for connections that share a thread; changes with the transport.
     */
    default Executor writingThread() {
        return Runnable::run;
    }

    /** Whether packets are still accepted. */
    boolean isOpen();

    /**
     * Queues a packet. On a connection that is closed or closing nothing happens. A client that does not keep
     * up loses volatile packets first and then its connection ({@link CloseReason#SLOW_CONSUMER}).
     */
    void send(Packet packet);

    /** Queues packets that belong together (a header and its binary attachments): nothing comes between them. */
    void send(List<Packet> packets);

    /**
     * Closes the connection once what is queued has been written, or a deadline has passed. The handler's
     * {@link ConnectionHandler#onClose} is called at once, before this method returns. A later call does nothing.
     */
    void close(CloseReason reason);
}
