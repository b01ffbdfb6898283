package foyer.bench.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * The one thread of the load generator: sockets, timers, and all that the scenarios do. The thread that calls {@link #runUntil}
 * is that thread, so nothing here needs a lock, and the generator takes one core at most.
 */
public final class Loop implements AutoCloseable {

    private static final int BUFFER = 1 << 18;
    private static final long LONGEST_SELECT_MILLIS = 100;

    private final Selector selector;
    private final ByteBuffer incoming = ByteBuffer.allocate(BUFFER);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BUFFER);
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::due));
    private boolean precise;

    /** A loop without connections. */
    public Loop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether timers fire to the microsecond, by turning without rest, or to the millisecond. */
    public void precise(boolean wanted) {
        precise = wanted;
    }

    /** Runs a task at a time of {@link System#nanoTime}. */
    public void at(long nanoTime, Runnable task) {
        timers.add(new Timer(nanoTime, task));
    }

    /** Runs a task after a while. */
    public void after(Duration delay, Runnable task) {
        at(System.nanoTime() + delay.toNanos(), task);
    }

    /** Turns for a while. */
    public void runFor(Duration time) {
        runUntil(() -> false, time);
    }

    /**
     * Turns until something is the case.
     *
     * @return false if it was not within the time
     */
    public boolean runUntil(BooleanSupplier done, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - end >= 0) {
                return false;
            }
            turn(now, end);
        }
        return true;
    }

    private void turn(long now, long end) {
        for (Timer next = timers.peek(); next != null && next.due() - now <= 0; next = timers.peek()) {
            timers.remove();
            next.task().run();
        }
        try {
            if (precise) {
                selector.selectNow(this::handle);
            } else {
                long until =
                        timers.isEmpty() ? end : Math.min(end, timers.peek().due());
                long millis = Math.min((until - now) / 1_000_000, LONGEST_SELECT_MILLIS);
                selector.select(this::handle, Math.max(1, millis));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(SelectionKey key) {
        Wire wire = (Wire) key.attachment();
        try {
            if (key.isConnectable()) {
                wire.connected();
            }
            if (key.isValid() && key.isWritable()) {
                wire.flush();
            }
            if (key.isValid() && key.isReadable()) {
                wire.read(incoming.clear());
            }
        } catch (IOException e) {
            wire.lost(String.valueOf(e.getMessage()));
        }
    }

    /** Begins to connect; what becomes of it the wire is told. */
    void connect(Wire wire, InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        wire.attach(channel, channel.register(selector, SelectionKey.OP_CONNECT, wire));
        channel.connect(address);
    }

    /** A buffer for what is being written; whoever takes it is done with it when it returns. */
    ByteBuffer outgoing() {
        return outgoing.clear();
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Timer(long due, Runnable task) {}
}
