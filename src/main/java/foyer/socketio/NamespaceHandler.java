package foyer.socketio;

/** Decides who may connect to a namespace. */
@FunctionalInterface
public interface NamespaceHandler {

    /**
     * A client asks to be connected. Called on a container thread that must not be held: take the request
     * elsewhere if the decision needs to wait for anything. A handler that throws refuses.
     */
    void onConnect(ConnectRequest request);
}
