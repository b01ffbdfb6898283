package foyer.lifecycle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole node without a network: what is Foyer's own of the cost of a connection and of a message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class NodeBenchmark {

    private static final String MESSAGE =
            "{\"type\":\"text\",\"content\":\"0000000001 the quick brown fox jumps over the lazy dog, and so on\"}";

    private Nodes nodes;
    private Nodes.Node node;
    private Nodes.Tab ann;
    private Nodes.Tab bob;

    /** Two guests are matched; a third comes and goes. */
    @Setup(Level.Trial)
    public void meet() {
        nodes = new Nodes();
        node = nodes.start("one");
        ann = node.arrive("ann");
        bob = node.arrive("bob");
        ann.emits("user:match");
        bob.emits("user:match");
        nodes.advance(Duration.ofSeconds(2));
        nodes.create(node, "cid");
        ann.heard();
        bob.heard();
    }

    /** A message to the partner, and its confirmation. */
    @Benchmark
    public int relay() {
        ann.sends("chat:message", MESSAGE);
        return ann.sent() + bob.sent();
    }

    /** In and out again, with a token that is known. */
    @Benchmark
    public int comeAndGo() {
        Nodes.Tab cid = nodes.open(node, "cid");
        nodes.settle();
        cid.disconnects();
        return cid.sent() + ann.sent() + bob.sent();
    }
}
