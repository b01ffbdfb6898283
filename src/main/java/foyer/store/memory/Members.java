package foyer.store.memory;

import foyer.cluster.Lease;
import foyer.cluster.NodeId;
import foyer.lifecycle.RegisteredSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nodes, their leases and the sockets each has registered. Guarded by {@link Shared}. */
final class Members {

    private final Duration lease;
    private final Map<NodeId, Member> members = new HashMap<>();

    /** Until then nobody is declared dead. */
    private Instant amnesty = Instant.MIN;

    /** Nodes that were members when everything was lost. */
    private final Map<NodeId, Boolean> forgotten = new HashMap<>();

    private static final class Member {
        private final Map<String, RegisteredSocket> sockets = new LinkedHashMap<>();
        private Instant leaseEnd;

        /** Its sockets are being taken: it cannot come back. */
        private boolean dead;

        Member(Instant leaseEnd) {
            this.leaseEnd = leaseEnd;
        }
    }

    Members(Duration lease) {
        this.lease = lease;
    }

    void join(NodeId node, Instant now) {
        members.put(node, new Member(now.plus(lease)));
    }

    Lease renew(NodeId node, Instant now) {
        if (forgotten.remove(node) != null) {
            join(node, now);
            return Lease.EMPTIED;
        }
        Member member = members.get(node);
        if (member == null || member.dead) {
            return Lease.LOST;
        }
        if (!now.isBefore(member.leaseEnd)) {
            amnesty = now.plus(lease);
        }
        member.leaseEnd = now.plus(lease);
        return Lease.HELD;
    }

    void leave(NodeId node, Instant now) {
        Member member = members.get(node);
        if (member != null && member.sockets.isEmpty()) {
            members.remove(node);
        } else if (member != null) {
            member.dead = true;
        }
    }

    /** Whether the node may register something. */
    boolean has(NodeId node) {
        Member member = members.get(node);
        return member != null && !member.dead;
    }

    /** Whether the node's guests can be reached, as far as is known. */
    boolean isAlive(NodeId node, Instant now) {
        return has(node) && now.isBefore(members.get(node).leaseEnd);
    }

    void add(NodeId node, RegisteredSocket socket) {
        members.get(node).sockets.put(socket.socketId(), socket);
    }

    void remove(NodeId node, String socketId) {
        Member member = members.get(node);
        if (member != null) {
            member.sockets.remove(socketId);
        }
    }

    List<RegisteredSocket> socketsOf(NodeId node) {
        Member member = members.get(node);
        return member == null ? List.of() : List.copyOf(member.sockets.values());
    }

    /** Declares those dead whose lease is over, forgets those of whom nothing is left, and gives one of whom something is. */
    Optional<NodeId> nextDead(Instant now) {
        if (!now.isBefore(amnesty)) {
            members.values().forEach(member -> member.dead |= !now.isBefore(member.leaseEnd));
        }
        members.values().removeIf(member -> member.dead && member.sockets.isEmpty());
        return members.entrySet().stream()
                .filter(entry -> entry.getValue().dead)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** All is lost, and each member will find that out. */
    void clear() {
        members.keySet().forEach(node -> forgotten.put(node, true));
        members.clear();
    }

    boolean isEmpty() {
        return members.values().stream().allMatch(member -> member.sockets.isEmpty());
    }
}
