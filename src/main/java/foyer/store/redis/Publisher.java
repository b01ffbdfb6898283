package foyer.store.redis;

import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import foyer.cluster.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Sends this node's letters, in the order in which they came: one thread, which sends all that is waiting in one round trip. What cannot
 * be sent is dropped, and as soon as something can be sent again, everybody is told that letters are missing.
 */
final class Publisher implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Publisher.class.getName());
    private static final int QUEUE = 20_000;
    private static final int AT_ONCE = 500;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final RedisGate redis;
    private final Channels channels;
    private final BlockingQueue<CommandArguments> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Worker worker = new Worker("publisher of the bus", this::work);
    private final AtomicLong taken = new AtomicLong();
    private volatile NodeId self;
    private volatile boolean dropped;

    /** Of those that were taken; guarded by this. */
    private long settled;

    Publisher(RedisGate redis) {
        this.redis = redis;
        this.channels = new Channels(redis);
    }

    void start(ThreadFactory threads) {
        worker.start(threads);
    }

    void rename(NodeId name) {
        self = name;
    }

    void send(NodeId to, Letter letter) {
        if (!to.equals(self)) {
            enqueue(channels.of(to), letter.wire());
        }
    }

    void broadcast(Letter letter) {
        NodeId from = self;
        if (from != null) {
            enqueue(channels.all(), Channels.broadcast(from, letter.wire()));
        }
    }

    /** Waits until what has been given to send by now is sent, or dropped; not for longer than this. Not for container threads. */
    void awaitSent(Duration most) {
        long goal = taken.get();
        long deadline = System.nanoTime() + most.toNanos();
        synchronized (this) {
            for (long left = most.toNanos(); settled < goal && left > 0; left = deadline - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** Lets what waits be sent, for a moment, and stops. */
    @Override
    public void close() {
        worker.close();
        List<CommandArguments> last = new ArrayList<>();
        queue.drainTo(last);
        if (!last.isEmpty()) {
            publish(last);
        }
    }

    private void enqueue(String channel, String text) {
        if (redis.isOpen() && queue.offer(publish(channel, text))) {
            taken.incrementAndGet();
        } else {
            dropped = true;
        }
    }

    private void work() throws InterruptedException {
        CommandArguments first = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null && !(dropped && redis.isOpen())) {
            return;
        }
        List<CommandArguments> batch = new ArrayList<>();
        if (dropped && self != null) {
            dropped = false;
            batch.add(publish(channels.all(), Channels.broadcast(self, Channels.GAP)));
        }
        int letters = 0;
        if (first != null) {
            batch.add(first);
            letters = 1 + queue.drainTo(batch, AT_ONCE);
        }
        try {
            publish(batch);
        } finally {
            settle(letters);
        }
    }

    private synchronized void settle(int letters) {
        settled += letters;
        notifyAll();
    }

    private void publish(List<CommandArguments> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            redis.callAll(batch);
        } catch (StoreUnavailableException e) {
            dropped = true;
            LOG.log(Level.DEBUG, "{0} letters were not sent: {1}", batch.size(), e.getMessage());
        }
    }

    private static CommandArguments publish(String channel, String text) {
        return new CommandArguments(Command.PUBLISH).add(channel).add(text);
    }
}
