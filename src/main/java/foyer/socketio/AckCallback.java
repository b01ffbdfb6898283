package foyer.socketio;

import java.util.Optional;

/** Told how an acknowledgement went. */
@FunctionalInterface
public interface AckCallback {

    /**
     * Called exactly once: on a container thread with the answer, on the clockwork's thread when the time is over, on
     * whichever thread ends the socket. None of them may be held.
     *
     * @param answer what the client answered; empty when it did not in time, or disconnected
     */
    void onAck(Optional<Arguments> answer);
}
