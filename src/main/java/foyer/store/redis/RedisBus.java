package foyer.store.redis;

import foyer.cluster.Bus;
import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/**
 * Letters by Redis' channels: {@code node:{id}} for one node, {@code all} for every one. The scripts publish there as well, and so a node hears of
 * all steps, and of what others send, in one order.
 */
final class RedisBus implements Bus, AutoCloseable {

    private final Publisher publisher;
    private final Subscriber subscriber;

    RedisBus(RedisGate redis, RedisLink link) {
        publisher = new Publisher(redis);
        subscriber = new Subscriber(redis, link);
    }

    /** Begins to send and to hear. */
    void start(ThreadFactory threads) {
        publisher.start(threads);
        subscriber.start(threads);
    }

    /** This node is called so from now on. */
    void rename(NodeId self) {
        publisher.rename(self);
        subscriber.rename(self);
    }

    /** Waits a moment until letters to the present name are heard. */
    void awaitHeard(Duration most) {
        subscriber.awaitHeard(most);
    }

    /** Waits a moment until what this node has given to send by now is sent. */
    void awaitSent(Duration most) {
        publisher.awaitSent(most);
    }

    /** To be called every second or two: finds out whether the subscription is still alive. */
    void ping() {
        subscriber.ping();
    }

    /** Letters may have been missed. */
    void gap() {
        subscriber.gap();
    }

    @Override
    public void send(NodeId to, Letter letter) {
        publisher.send(to, letter);
    }

    @Override
    public void broadcast(Letter letter) {
        publisher.broadcast(letter);
    }

    @Override
    public boolean isUp() {
        return subscriber.isUp();
    }

    @Override
    public void listen(Listener listener) {
        subscriber.listen(listener);
    }

    @Override
    public void close() {
        publisher.close();
        subscriber.close();
    }
}
