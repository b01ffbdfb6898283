package foyer.lifecycle;

import foyer.edge.EventRefused;
import foyer.socketio.Event;
import jakarta.json.JsonObjectBuilder;

/** Carries out one kind of event. It is called in the socket's {@link foyer.engineio.Mailbox}, where it may wait for the store. */
@FunctionalInterface
interface EventHandler {

    /**
     * Carries out an event.
     *
     * @param ack what the acknowledgement is to say besides {@code ok: true}
     * @throws EventRefused if it is not carried out; nothing has been changed then
     */
    void handle(GuestSocket guest, Event event, JsonObjectBuilder ack) throws EventRefused;
}
