package foyer.store.redis;

import foyer.cluster.Bus;
import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Hears what is sent to this node: one thread and one connection. A subscription that ends is made again, after a pause that grows with each
 * attempt; that letters may have been missed is said once it stands. A connection that is dead without saying so is found by
 * {@link #ping}: no answer comes, and reading times out.
 */
final class Subscriber implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Subscriber.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final RedisGate redis;
    private final RedisLink link;
    private final Channels channels;
    private final Worker worker = new Worker("subscriber of the bus", this::work);
    private Bus.Listener listener;
    private volatile NodeId self;
    private volatile Subscription subscription;
    private volatile boolean heardBefore;

    /** The name under which this node hears, as Redis has confirmed; guarded by this object. */
    private NodeId heard;

    /** Whether others could know the present name before it was heard; guarded by this object. */
    private boolean late;

    private Duration pause = FIRST_PAUSE;

    Subscriber(RedisGate redis, RedisLink link) {
        this.redis = redis;
        this.link = link;
        this.channels = new Channels(redis);
    }

    void listen(Bus.Listener whoHears) {
        listener = whoHears;
    }

    void start(ThreadFactory threads) {
        worker.start(threads);
    }

    /** Hears what is sent to this name from now on, and not what is sent to the one before. */
    synchronized void rename(NodeId name) {
        NodeId before = self;
        self = name;
        Subscription present = subscription;
        if (present != null) {
            present.change(before, name);
        }
    }

    /**
     * Waits a moment until the present name is heard, before others learn it. If that takes longer, or the subscription has to be made first,
     * a gap will be told.
     */
    synchronized void awaitHeard(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        Subscription present = subscription;
        try {
            while (present != null && present.stands && self != heard) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        late = self != heard;
    }

    boolean isUp() {
        Subscription present = subscription;
        return present != null && present.stands && redis.isOpen();
    }

    void ping() {
        Subscription present = subscription;
        if (present != null && present.stands) {
            present.pingQuietly();
        }
    }

    void gap() {
        if (heardBefore) {
            listener.onGap();
        }
    }

    @Override
    public void close() {
        Subscription present = subscription;
        if (present != null) {
            present.cut();
        }
        worker.close();
    }

    private void work() throws InterruptedException {
        if (!redis.isOpen()) {
            // Somebody else is looking for it already.
            Thread.sleep(FIRST_PAUSE.toMillis());
            return;
        }
        subscribe();
        if (!worker.isStopped()) {
            long millis = pause.toMillis();
            Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    /** Returns when the subscription has ended. */
    private void subscribe() {
        try (Connection connection = link.connection()) {
            Subscription made = new Subscription(connection);
            try {
                made.proceed(connection, begin(made));
            } finally {
                subscription = null;
                // Whatever is still under way on it: nobody else is to get it.
                connection.setBroken();
            }
        } catch (JedisException e) {
            if (!worker.isStopped()) {
                LOG.log(Level.INFO, "The subscription of the bus has ended: {0}", e.getMessage());
            }
        }
    }

    private synchronized String[] begin(Subscription made) {
        subscription = made;
        NodeId name = self;
        return name == null ? new String[] {channels.all()} : new String[] {channels.of(name), channels.all()};
    }

    private void hear(String channel, String text) {
        if (!channel.equals(channels.all())) {
            Letter.parse(text).ifPresent(listener::onLetter);
            return;
        }
        int end = text.indexOf('\n');
        NodeId me = self;
        if (end <= 0 || me != null && text.substring(0, end).equals(me.value())) {
            return;
        }
        String what = text.substring(end + 1);
        Optional<Letter> letter = Letter.parse(what);
        if (letter.isPresent()) {
            listener.onLetter(letter.get());
        } else if (what.equals(Channels.GAP)) {
            listener.onGap();
        }
    }

    private final class Subscription extends JedisPubSub {

        private final Connection connection;
        private volatile boolean stands;

        Subscription(Connection connection) {
            this.connection = connection;
        }

        /** {@code all} is the last of the channels that are asked for at first, so all of them are heard by then. */
        @Override
        public void onSubscribe(String channel, int count) {
            boolean begun = channel.equals(channels.all());
            if ((begun || stands) && confirm(begun)) {
                listener.onGap();
            }
        }

        private boolean confirm(boolean begun) {
            synchronized (Subscriber.this) {
                boolean gap = late || begun && heardBefore;
                late = false;
                heard = self;
                stands = true;
                heardBefore = true;
                pause = FIRST_PAUSE;
                Subscriber.this.notifyAll();
                return gap;
            }
        }

        @Override
        public void onMessage(String channel, String message) {
            hear(channel, message);
        }

        void change(NodeId before, NodeId name) {
            try {
                subscribe(channels.of(name));
                if (before != null) {
                    unsubscribe(channels.of(before));
                }
            } catch (JedisException e) {
                LOG.log(Level.DEBUG, "The subscription is broken, and will be made again", e);
            }
        }

        void pingQuietly() {
            try {
                ping();
            } catch (JedisException e) {
                LOG.log(Level.DEBUG, "The subscription is broken, and will be made again", e);
            }
        }

        void cut() {
            try {
                connection.forceDisconnect();
            } catch (IOException | JedisException e) {
                LOG.log(Level.DEBUG, "Cutting the subscription failed", e);
            }
        }
    }
}
