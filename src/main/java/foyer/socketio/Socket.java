package foyer.socketio;

import foyer.engineio.CloseReason;
import foyer.engineio.Handshake;
import foyer.engineio.TransportName;
import java.time.Duration;
import java.util.Set;

/**
 * A client in a namespace. Every method may be called from any thread and returns at once; on a socket that is no
 * longer connected, sending and joining do nothing.
 *
 * <p>JSON is given as text and is sent as it is: an argument that is not JSON breaks the client's connection.
 */
public interface Socket {

    /** Random, and known to whoever the application tells: not the id of the connection, which is a secret. */
    String id();

    /** The first request of the connection. */
    Handshake handshake();

    Namespace namespace();

    /** Whether {@code onDisconnect} has not come yet. */
    boolean isConnected();

    /** The transport in use now. */
    TransportName transport();

    /** How many bytes have come over the connection: its messages, in all its namespaces; of text the characters. */
    long bytesReceived();

    /** The same for what was queued for the client. */
    long bytesSent();

    /** Sends an event that may have been encoded for others already. */
    void emit(Message message);

    /**
     * Sends an event.
     *
     * @throws IllegalArgumentException if the name is one of the reserved ones
     */
    void emit(String event, String... jsonArgs);

    /**
     * Sends an event and waits for the client's answer.
     *
     * @param timeout when to give up
     * @throws IllegalArgumentException if the name is one of the reserved ones
     */
    void emitWithAck(String event, Duration timeout, AckCallback callback, String... jsonArgs);

    /** The same with the time-out of the {@link SocketIoOptions}. */
    void emitWithAck(String event, AckCallback callback, String... jsonArgs);

    /** Joins a room of the namespace; every socket is in the room of its own id already. */
    void join(String room);

    /** Leaves a room; the room of its own id cannot be left. */
    void leave(String room);

    /** Whether this socket is in that room: in the one of its own id as well, and in none after the end. */
    boolean isIn(String room);

    /** A copy: the rooms this socket is in, the one of its own id included; empty after the end. */
    Set<String> rooms();

    /**
     * Sends a DISCONNECT packet and ends this socket ({@link SocketIoCloseReason#SERVER_NAMESPACE_DISCONNECT}): the stock client
     * stays away. The connection stays, for other namespaces.
     */
    void disconnect();

    /** Closes the whole connection, with all its namespaces: the stock client comes back. */
    void close(CloseReason reason);
}
