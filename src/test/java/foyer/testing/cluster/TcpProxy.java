package foyer.testing.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A network between two that can be made bad: a port of loopback, connected through to another one. Any thread may change it.
 *
 * <p>A network that is {@linkplain #cut cut} drops every byte and ends no connection, as when a cable is pulled; one that
 * {@linkplain #refuse refuses} ends all at once, as when the other side's process is gone.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final long NAP_MILLIS = 10;

    private final ServerSocket server;
    private volatile int target;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean cut;
    private volatile boolean refusing;

    /**
     * @param target the port it leads to
     */
    public TcpProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Makes whatever the target sends arrive so much later. */
    public void delay(Duration by) {
        delay = by;
    }

    /** Nothing passes any more, and nobody is told. */
    public void cut() {
        cut = true;
    }

    /** Ends all connections; new ones lead to another port. */
    public void leadTo(int other) {
        target = other;
        endAll();
    }

    /** Ends all connections, and every new one. */
    public void refuse() {
        refusing = true;
        endAll();
    }

    /** All is well again: connections that were cut are ended, new ones pass. */
    public void heal() {
        delay = Duration.ZERO;
        refusing = false;
        if (cut) {
            endAll();
            cut = false;
        }
    }

    @Override
    public void close() {
        end(server);
        endAll();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                if (refusing) {
                    near.close();
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                sockets.add(near);
                sockets.add(far);
                threads.execute(() -> pass(near, far, false));
                threads.execute(() -> pass(far, near, true));
            } catch (IOException e) {
                // Closed, or the target is not there: then this connection is not either.
            }
        }
    }

    private void pass(Socket from, Socket to, boolean delayed) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (delayed && !delay.isZero()) {
                    Thread.sleep(delay.toMillis());
                }
                if (!cut) {
                    out.write(buffer, 0, count);
                }
            }
            // Whoever is cut off does not learn that the other side has gone.
            while (cut && !from.isClosed()) {
                Thread.sleep(NAP_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            // Both ends end together.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void endAll() {
        sockets.forEach(TcpProxy::end);
    }

    private static void end(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
