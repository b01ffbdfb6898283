package foyer.socketio;

import foyer.engineio.CloseReason;

/**
 * What to do with one socket's events. What a handler throws is logged and changes nothing.
 */
public interface SocketHandler {

    /**
     * The client sent an event. The events of a socket come one after another, in order, on a container thread
     * that must not be held.
     */
    void onEvent(Socket socket, Event event);

    /**
     * The socket is over: called exactly once, after its rooms have been left and its acknowledgements given up. It may
     * come from any thread, while an event is still being handled on another.
     *
     * @param reason a constant of {@link CloseReason} or {@link SocketIoCloseReason}, or what was given to {@link Socket#close}
     */
    void onDisconnect(Socket socket, CloseReason reason);
}
