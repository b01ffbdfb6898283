package foyer.socketio;

import foyer.engineio.Handshake;
import java.util.Optional;

/**
 * A CONNECT packet that waits for its answer. It is answered once, from any thread, now or later; a later answer
 * does nothing. Without one it is refused after {@link SocketIoOptions#connectTimeout}.
 *
 * <pre>{@code
 * server.namespace("/", request -> {
 *     String hello = "{\"socketId\":\"" + request.socketId() + "\"}";
 *     request.accept(new MyHandler(), Message.of("hello", hello));
 * });
 * }</pre>
 */
public interface ConnectRequest {

    /** The first request of the connection. */
    Handshake handshake();

    Namespace namespace();

    /** The id the socket will have if it is accepted. */
    String socketId();

    /** The payload of the CONNECT packet ({@code auth} of the client): the text of a JSON object, checked. */
    Optional<String> authJson();

    /** Whether an answer would still be heard: false once answered, timed out, or the connection is gone. */
    boolean isOpen();

    /**
     * Connects the client: it is sent the CONNECT packet, then the first messages with nothing in between, then
     * whatever others send to the namespace. The handler may be called, on another thread, before this method returns.
     *
     * @param handler what to do with the socket's events; it gets exactly one {@code onDisconnect} if this
     *     method returns a socket, and none if it does not
     * @param first what the socket is to receive before anything else
     * @return empty if the connection is gone or the request has been answered: nothing was registered then
     */
    Optional<Socket> accept(SocketHandler handler, Message... first);

    /** Refuses the client with a CONNECT_ERROR packet. The connection stays, for another attempt. */
    void refuse(ConnectError error);
}
