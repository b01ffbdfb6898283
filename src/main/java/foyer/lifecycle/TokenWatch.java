package foyer.lifecycle;

import foyer.engineio.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Sees to it that a socket does not outlive its token: warns a minute before, and ends it at expiry (contract section 1).
 * Any thread may use it; the callbacks come on the clockwork's thread.
 */
final class TokenWatch {

    private static final Duration WARNING = Duration.ofMinutes(1);

    private final Timers timers;
    private final Clock clock;
    private final Consumer<Instant> expiring;
    private final Runnable expired;
    private Timers.Timer timer = () -> {};
    private boolean stopped;

    /**
     * @param expiring is told when the token will expire
     * @param expired runs when it has
     */
    TokenWatch(Timers timers, Clock clock, Consumer<Instant> expiring, Runnable expired) {
        this.timers = timers;
        this.clock = clock;
        this.expiring = expiring;
        this.expired = expired;
    }

    /** Watches a token, instead of the one before. */
    void watch(Instant expiresAt) {
        arm(expiresAt.minus(WARNING), () -> warn(expiresAt));
    }

    private void warn(Instant expiresAt) {
        expiring.accept(expiresAt);
        arm(expiresAt, expired);
    }

    private synchronized void arm(Instant when, Runnable task) {
        if (stopped) {
            return;
        }
        timer.cancel();
        timer = timers.after(Duration.between(clock.instant(), when), task);
    }

    synchronized void stop() {
        stopped = true;
        timer.cancel();
    }
}
