package foyer.store.memory;

import foyer.cluster.NodeId;
import foyer.cluster.Whereabouts;
import foyer.room.Room;
import foyer.room.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What all nodes on one memory share. A step that concerns more than one guest, or of which others are told, is taken while holding
 * this object's monitor; it is held for memory work only. A step with one guest alone is atomic in the {@link Directory}.
 */
final class Shared {

    final Directory directory = new Directory();
    final Meetings meetings;
    final Members members;
    final Switchboard switchboard = new Switchboard();
    final Clock clock;

    /** How long a session lives from each time it is extended. */
    final Duration lifetime;

    Shared(Duration lifetime, Duration widenAfter, Duration lease, Clock clock) {
        this.lifetime = lifetime;
        this.clock = clock;
        this.meetings = new Meetings(widenAfter);
        this.members = new Members(lease);
    }

    Whereabouts places(String userId) {
        return directory.ofUser(userId).map(Guest::places).orElse(Whereabouts.UNKNOWN);
    }

    /** Tells the nodes of both members. To be called in the monitor, so that all hear of the steps in one order. */
    void tell(NodeId teller, Room room, Step step) {
        Set<NodeId> nodes = new HashSet<>(places(room.first().userId()).nodes());
        nodes.addAll(places(room.second().userId()).nodes());
        tell(teller, nodes, step);
    }

    /** Tells some nodes; see above. */
    void tell(NodeId teller, Set<NodeId> nodes, Step step) {
        for (NodeId node : nodes) {
            if (!node.equals(teller)) {
                switchboard.send(node, step.letter());
            }
        }
    }
}
