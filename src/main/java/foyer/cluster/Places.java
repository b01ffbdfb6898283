package foyer.cluster;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which other nodes hold sockets of a user who matters here: a guest of this node, or the partner of one. For nearly everybody that
 * is none. Any thread may use it; nothing waits.
 */
public final class Places {

    private final Supplier<NodeId> self;
    private final Map<String, Whereabouts> elsewhere = new ConcurrentHashMap<>();

    /** @param self the id of this node, asked at each use */
    public Places(Supplier<NodeId> self) {
        this.self = self;
    }

    /** The other nodes that hold sockets of a user; asks nobody. */
    public Set<NodeId> of(String userId) {
        Whereabouts known = elsewhere.get(userId);
        return known == null ? Set.of() : known.nodes();
    }

    /**
     * Takes over news of a user who matters here, unless it is older than what is known. Of a user who is on no other node nothing is
     * kept, not even the version: if older news comes after that, a letter or two are sent in vain.
     */
    public void learn(String userId, Whereabouts news) {
        NodeId me = self.get();
        Set<NodeId> others =
                news.nodes().stream().filter(node -> !node.equals(me)).collect(Collectors.toUnmodifiableSet());
        elsewhere.compute(userId, (id, known) -> {
            if (known != null && news.version() < known.version()) {
                return known;
            }
            return others.isEmpty() ? null : new Whereabouts(news.version(), others);
        });
    }

    /**
     * Forgets a user, unless it matters here after all.
     *
     * @param matters asked while nothing can be learnt of the user; must not wait
     */
    public void forgetUnless(String userId, BooleanSupplier matters) {
        elsewhere.computeIfPresent(userId, (id, known) -> matters.getAsBoolean() ? known : null);
    }

    /** Forgets everybody. */
    public void clear() {
        elsewhere.clear();
    }

    /** Whether nobody is known. */
    public boolean isEmpty() {
        return elsewhere.isEmpty();
    }
}
