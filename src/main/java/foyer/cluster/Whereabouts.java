package foyer.cluster;

import java.util.Set;

/**
 * On which nodes a user has sockets.
 *
 * @param version grows with each change of the user's sockets (by whatever the store likes, it need not be one), so that of two
 *     pieces of news the later is known, in whichever order they arrive. It begins anew when the store has lost its data
 * @param nodes all of them, the one that is told included
 */
public record Whereabouts(long version, Set<NodeId> nodes) {

    /** Nowhere, and never heard of. */
    public static final Whereabouts UNKNOWN = new Whereabouts(0, Set.of());

    public Whereabouts {
        nodes = Set.copyOf(nodes);
    }
}
