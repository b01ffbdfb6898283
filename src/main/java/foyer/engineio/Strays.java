package foyer.engineio;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Requests that came to the wrong node: counted, and told in the log, but not each. Any thread may use it. */
final class Strays {

    private static final System.Logger LOG = System.getLogger(Strays.class.getName());
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong count = new AtomicLong();
    private long told;
    private long toldAt;

    Strays(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.toldAt = nanoTime.getAsLong() - PAUSE;
    }

    /** How many there have been. */
    long count() {
        return count.get();
    }

    /** Another one. */
    void note() {
        count.incrementAndGet();
        long untold = takeUntold();
        if (untold > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} requests were for connections that are not of this node. Right after a restart that is nothing: the clients"
                            + " connect again by themselves. Otherwise the load balancer does not keep a polling client on one node:"
                            + " it must be sticky, as server-config/haproxy and server-config/nginx show",
                    untold);
        }
    }

    /** How many have not been told of, if it is time to tell; they count as told from now on. */
    private synchronized long takeUntold() {
        long now = nanoTime.getAsLong();
        if (now - toldAt < PAUSE) {
            return 0;
        }
        long all = count.get();
        long untold = all - told;
        told = all;
        toldAt = now;
        return untold;
    }
}
