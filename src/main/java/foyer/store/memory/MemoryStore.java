package foyer.store.memory;

import foyer.lifecycle.Stores;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The ports of the features on memory. Usually one node has it to itself; several in one process can share it, as they would a
 * Redis.
 */
public final class MemoryStore {

    private final Shared shared;

    /**
     * @param sessionLifetime how long a session lives from each time it is extended
     * @param widenAfter how long a guest waits for a partner of its own language
     * @param lease how long a node that does not renew its lease is believed to be alive
     * @param clock the time
     */
    public MemoryStore(Duration sessionLifetime, Duration widenAfter, Duration lease, Clock clock) {
        this.shared = new Shared(sessionLifetime, widenAfter, lease, clock);
    }

    /**
     * The store as a node sees it.
     *
     * @param name what the node's id begins with
     * @param executor hands on what other nodes tell it
     */
    public Stores node(String name, Executor executor) {
        return new MemoryNode(shared, name, executor);
    }

    /** All is lost, as when a Redis is emptied; the nodes find out when they renew their leases. */
    public void clear() {
        synchronized (shared) {
            shared.members.clear();
            shared.meetings.clear();
            shared.directory.clear();
        }
    }

    /** Whether nothing at all is kept: no session, no socket, no order, no index. */
    public boolean isEmpty() {
        synchronized (shared) {
            return shared.directory.isEmpty() && shared.meetings.isEmpty() && shared.members.isEmpty();
        }
    }
}
