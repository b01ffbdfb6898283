package foyer.store.redis;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Looks after the connection to Redis: asks every two seconds whether it is there and takes writes, more often while it is not, and says what is
 * being waited for.
 */
final class RedisWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RedisWatch.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration LOOK_WHILE_AWAY = Duration.ofMillis(250);
    private static final Duration SAY = Duration.ofSeconds(5);

    private final RedisGate redis;
    private final RedisLink link;
    private final RedisBus bus;
    private final Worker worker = new Worker("watch of Redis", this::work);
    private final Semaphore wake = new Semaphore(0);
    private long awaySince;
    private long saidAt;

    RedisWatch(RedisGate redis, RedisLink link, RedisBus bus) {
        this.redis = redis;
        this.link = link;
        this.bus = bus;
        redis.onChange(wake::release);
    }

    void start(ThreadFactory threads) {
        beginAbsence();
        worker.start(threads);
    }

    @Override
    public void close() {
        worker.close();
    }

    private void work() throws InterruptedException {
        wake.drainPermits();
        boolean wasOpen = redis.isOpen();
        boolean well = redis.probe();
        if (redis.isOpen()) {
            bus.ping();
            if (!wasOpen) {
                bus.gap();
            }
        }
        if (well) {
            beginAbsence();
        } else {
            say();
        }
        Duration pause = well ? LOOK : LOOK_WHILE_AWAY;
        wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From now on, if Redis does not answer. */
    private void beginAbsence() {
        awaySince = System.nanoTime();
        saidAt = awaySince;
    }

    private void say() {
        long now = System.nanoTime();
        if (now - saidAt < SAY.toNanos()) {
            return;
        }
        saidAt = now;
        LOG.log(
                Level.WARNING,
                "Waiting for Redis at {0}, {1} s so far: {2}",
                link,
                Long.toString(Duration.ofNanos(now - awaySince).toSeconds()),
                redis.trouble().map(RedisTrouble::message).orElse("no answer"));
    }
}
