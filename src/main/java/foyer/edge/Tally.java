package foyer.edge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many there are of each: connections of a network, sockets of a guest. Any thread may use it; what is at zero is not kept. */
public final class Tally {

    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    public void add(String name) {
        open.merge(name, 1, Integer::sum);
    }

    public void remove(String name) {
        open.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
    }

    public int count(String name) {
        return open.getOrDefault(name, 0);
    }

    public boolean isEmpty() {
        return open.isEmpty();
    }
}
