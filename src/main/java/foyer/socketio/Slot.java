package foyer.socketio;

/** What a connection is to one namespace: asking, connected, or sent away. */
sealed interface Slot permits PendingConnect, LiveSocket, Slot.SentAway {

    /** The server sent DISCONNECT; what the client had sent before it read that may still arrive, and is dropped. */
    enum SentAway implements Slot {
        INSTANCE
    }
}
