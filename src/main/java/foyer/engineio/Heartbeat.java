package foyer.engineio;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * The server's pings and the client's pongs of one connection. The first ping comes at a random point of the
 * second half of the interval, so that a wave of connects does not become a wave of pings.
 */
final class Heartbeat {

    private final EngineOptions options;
    private final Timers timers;
    private final LongSupplier clock;
    private final Runnable ping;
    private final Runnable lost;

    private Timers.Timer timer;
    private long due;
    private boolean awaitingPong;
    private boolean stopped;

    /**
     * @param clock {@code System::nanoTime} but in tests
     * @param ping sends a ping
     * @param lost ends the connection
     */
    Heartbeat(EngineOptions options, Timers timers, LongSupplier clock, Runnable ping, Runnable lost) {
        this.options = options;
        this.timers = timers;
        this.clock = clock;
        this.ping = ping;
        this.lost = lost;
    }

    synchronized void start() {
        if (stopped) {
            return;
        }
        long interval = options.pingInterval().toNanos();
        long first = interval - ThreadLocalRandom.current().nextLong(Math.max(1, interval / 2));
        waitUntil(clock.getAsLong() + first, this::sendPing);
    }

    /** A pong arrived; one that nobody asked for changes nothing. */
    synchronized void pong() {
        if (awaitingPong && !stopped) {
            awaitingPong = false;
            timer.cancel();
            waitUntil(clock.getAsLong() + options.pingInterval().toNanos(), this::sendPing);
        }
    }

    /** Whether the pong is late, even if the clockwork has not come round to saying so. */
    synchronized boolean isLate() {
        return awaitingPong && !stopped && clock.getAsLong() - due >= 0;
    }

    synchronized void stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private void sendPing() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            awaitingPong = true;
            // Counted from when the ping was due, so that the ticks of the clockwork do not add up.
            waitUntil(due + options.pingTimeout().toNanos(), lost);
        }
        ping.run();
    }

    private void waitUntil(long nanoTime, Runnable then) {
        due = nanoTime;
        timer = timers.after(Duration.ofNanos(nanoTime - clock.getAsLong()), then);
    }
}
