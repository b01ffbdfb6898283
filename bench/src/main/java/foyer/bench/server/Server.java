package foyer.bench.server;

import foyer.bench.measure.Processes;
import java.net.InetSocketAddress;
import java.util.List;

/** A server that runs, with one node or several. */
public interface Server extends AutoCloseable {

    /** Where its nodes listen. */
    List<InetSocketAddress> nodes();

    /** Its processes, the nodes' and those of whatever they share. */
    Processes processes();

    /** The heap of its first node in use after a collection, in bytes. */
    long liveHeapBytes();

    /** Before the warm-up of a scenario that will be profiled: does what a profile disturbs at its start. */
    default void prepareProfile() {}

    /** Begins to record what the first node spends CPU time and memory on, where it runs in a Java virtual machine. */
    default void startProfile() {}

    /** Writes the recording to a file, for {@code jfr} and JDK Mission Control. */
    default void stopProfile(String name) {}

    @Override
    void close();
}
