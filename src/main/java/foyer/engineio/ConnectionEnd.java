package foyer.engineio;

import jakarta.servlet.ServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The end of the TCP connection below a WebSocket, heard of before anybody else.
 *
 * <p>Payara does not always tell an endpoint that its client has gone, but hands the streams of its session to another
 * connection all the same. So on Payara Grizzly is asked to tell us first, before it begins to clean up. On other servers
 * nothing is ever heard here.
 */
final class ConnectionEnd {

    private final List<Runnable> tasks = new ArrayList<>(2);
    private Optional<Object> connection = Optional.empty();
    private boolean ended;

    /** Begins to listen; to be called before the container upgrades the request, so that we are told first. */
    static ConnectionEnd of(ServletRequest request) {
        ConnectionEnd end = new ConnectionEnd();
        PayaraRequest.of(request).ifPresent(end::listenTo);
        return end;
    }

    /** Runs a task at the end, on the thread that closes the connection; at once if that has been. */
    void whenEnded(Runnable task) {
        synchronized (this) {
            if (!ended) {
                tasks.add(task);
                return;
            }
        }
        task.run();
    }

    /** Grizzly's connection, until its end; empty on other servers. */
    synchronized Optional<Object> connection() {
        return connection;
    }

    private void listenTo(PayaraRequest request) {
        connection = Optional.of(request.connection());
        request.whenClosed(this::end);
    }

    private void end() {
        List<Runnable> present;
        synchronized (this) {
            ended = true;
            present = List.copyOf(tasks);
            // Grizzly keeps requests for later use, and with them all that hangs on this
            tasks.clear();
            connection = Optional.empty();
        }
        present.forEach(Runnable::run);
    }
}
