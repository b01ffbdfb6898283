package foyer.lifecycle;

import foyer.engineio.Timers;
import foyer.rest.Json;
import foyer.room.Rooms;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Empties the node without hurry: nobody is let in, readiness is down, and every client is told {@code server:draining} with the time
 * after which its transport is closed, a different one for each, so that they do not all arrive elsewhere at once. A room whose
 * members are back in time goes on.
 *
 * <p>{@code reconnectInMs} counts from the event in which it comes. It is said again, with 0, in the moment of closing. Any thread
 * may use it.
 */
public final class Drain {

    private static final System.Logger LOG = System.getLogger("foyer.connections");
    private static final String EVENT = "server:draining";

    /** How often those are looked for who were being let in when the node began to drain. */
    private static final Duration LATECOMERS = Duration.ofSeconds(1);

    private final DrainSettings settings;
    private final Reception reception;
    private final Register register;
    private final Rooms rooms;
    private final Duration grace;
    private final Timers timers;
    private volatile Object current = new Object();

    /** @param grace how long a guest in a room may be away */
    Drain(DrainSettings settings, Reception reception, Register register, Rooms rooms, Duration grace, Timers timers) {
        this.settings = settings;
        this.reception = reception;
        this.register = register;
        this.rooms = rooms;
        this.grace = grace;
        this.timers = timers;
    }

    /**
     * Begins to drain.
     *
     * @return false if the node does so already
     */
    public synchronized boolean begin() {
        if (reception.isDraining()) {
            return false;
        }
        Object drain = new Object();
        current = drain;
        reception.drain();
        LOG.log(Level.INFO, "draining sockets={0}", Integer.toString(register.size()));
        for (GuestSocket socket : register.all()) {
            Duration wait = settings.delay().plus(randomUpTo(settings.window()));
            tell(socket, wait);
            timers.after(wait, () -> {
                if (current == drain) {
                    part(socket);
                }
            });
        }
        timers.after(settings.delay().plus(settings.window()).plus(LATECOMERS), () -> closeRest(drain));
        return true;
    }

    /**
     * Lets guests in again; who has not been closed yet stays.
     *
     * @return false if the node does not drain
     */
    public synchronized boolean end() {
        if (!reception.isDraining()) {
            return false;
        }
        current = new Object();
        reception.reopen();
        LOG.log(Level.INFO, "no longer draining sockets={0}", Integer.toString(register.size()));
        return true;
    }

    /** Whether the node drains, or is empty because it has. */
    public boolean isUnderWay() {
        return reception.isDraining();
    }

    /** The node stops, and waits for nobody: everybody is told when to come back. The transports are closed by the caller. */
    synchronized void endNow() {
        current = new Object();
        reception.drain();
        // Who is in a room must be elsewhere before the grace is over.
        Duration hurry = shorter(settings.window(), grace.dividedBy(2));
        for (GuestSocket socket : register.all()) {
            boolean inRoom = rooms.of(socket.guest().userId()).isPresent();
            tell(socket, randomUpTo(inRoom ? hurry : settings.window()));
        }
    }

    private void closeRest(Object drain) {
        if (current == drain) {
            register.all().forEach(Drain::part);
            timers.after(LATECOMERS, () -> closeRest(drain));
        }
    }

    private static void part(GuestSocket socket) {
        tell(socket, Duration.ZERO);
        socket.dismiss(DisconnectReason.DRAINING);
    }

    private static void tell(GuestSocket socket, Duration wait) {
        if (socket.hasBegun()) {
            socket.emit(
                    EVENT,
                    Json.object().add("reconnectInMs", wait.toMillis()).build().toString());
        }
    }

    private static Duration randomUpTo(Duration most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most.toMillis() + 1));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
