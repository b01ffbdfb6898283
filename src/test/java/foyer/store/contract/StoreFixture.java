package foyer.store.contract;

import foyer.lifecycle.Stores;
import java.time.Duration;

/** A store to test, on which several nodes may be. */
public interface StoreFixture extends AutoCloseable {

    Duration LIFETIME = Duration.ofHours(2);
    Duration WIDEN = Duration.ofSeconds(5);
    Duration LEASE = Duration.ofSeconds(15);

    /** A node on the store; not started yet, and nobody listens. */
    Stores node(String name);

    /** Makes so much time pass for the store at once. */
    void pass(Duration time);

    /** Makes the store lose everything. */
    void clear();

    /** Whether nothing is kept of any guest, but for what is forgotten within minutes by itself. */
    boolean isEmpty();

    /** Ends the store, with all its nodes. */
    @Override
    void close();
}
