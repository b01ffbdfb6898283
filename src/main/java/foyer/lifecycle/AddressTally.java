package foyer.lifecycle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections each network has open. Any thread may use it; what is at zero is not kept. */
final class AddressTally {

    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    void add(String network) {
        open.merge(network, 1, Integer::sum);
    }

    void remove(String network) {
        open.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
    }

    int count(String network) {
        return open.getOrDefault(network, 0);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }
}
