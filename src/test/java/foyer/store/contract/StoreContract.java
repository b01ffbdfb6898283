package foyer.store.contract;

import foyer.stats.Stats;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts share: an empty store with one node on it. */
abstract class StoreContract {

    protected StoreFixture store;

    /** The first node. */
    protected TestNode here;

    /** An empty store. */
    protected abstract StoreFixture open();

    @BeforeEach
    void begin() {
        store = open();
        here = node("here");
    }

    @AfterEach
    void end() {
        store.close();
    }

    /** One more node. */
    protected TestNode node(String name) {
        return TestNode.started(store.node(name));
    }

    protected void pass(Duration time) {
        store.pass(time);
    }

    /** Those who search, and the rooms. */
    protected Integer[] counts() {
        Stats stats = here.stats();
        return new Integer[] {stats.availableUsers(), stats.connectedUsers()};
    }
}
