package foyer.store.memory;

import foyer.cluster.Bus;
import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import foyer.engineio.Mailbox;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Brings letters to the nodes on one memory. Any thread may use it, whatever it holds: what a node does with a letter it does
 * on a thread of its own.
 */
final class Switchboard {

    private static final int CAPACITY = 100_000;

    private final Map<NodeId, Line> lines = new ConcurrentHashMap<>();

    private record Line(Bus.Listener listener, Mailbox mailbox) {}

    /** @param executor hands on what comes for the node */
    void connect(NodeId node, Bus.Listener listener, Executor executor) {
        Mailbox mailbox = new Mailbox(executor, CAPACITY);
        mailbox.open();
        lines.put(node, new Line(listener, mailbox));
    }

    void disconnect(NodeId node) {
        lines.remove(node);
    }

    void send(NodeId to, Letter letter) {
        Line line = lines.get(to);
        if (line != null && !line.mailbox().post(() -> line.listener().onLetter(letter))) {
            line.listener().onGap();
        }
    }

    void broadcast(NodeId from, Letter letter) {
        lines.keySet().stream().filter(node -> !node.equals(from)).forEach(node -> send(node, letter));
    }
}
