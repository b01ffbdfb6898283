package foyer.socketio;

import foyer.engineio.CloseReason;

/** The reasons Socket.IO adds to those of the engine. */
public final class SocketIoCloseReason {

    /** The client sent a DISCONNECT packet; its connection and its other namespaces go on. */
    public static final CloseReason CLIENT_NAMESPACE_DISCONNECT = new CloseReason("client namespace disconnect");

    /** {@link Socket#disconnect()}: the client was sent a DISCONNECT packet, and stays away. */
    public static final CloseReason SERVER_NAMESPACE_DISCONNECT = new CloseReason("server namespace disconnect");

    /** The client sent a packet that makes no sense at that moment: an event without CONNECT, a second CONNECT. */
    public static final CloseReason FORCED_SERVER_CLOSE = new CloseReason("forced server close");

    /** The connection was in no namespace for {@link SocketIoOptions#connectTimeout}. */
    public static final CloseReason CONNECT_TIMEOUT = new CloseReason("connect timeout");

    private SocketIoCloseReason() {}
}
