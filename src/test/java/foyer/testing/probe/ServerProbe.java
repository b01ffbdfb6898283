package foyer.testing.probe;

import foyer.lifecycle.ConnectionServer;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * {@code GET /server-probe}: the server's threads, open files and connections; with {@code ?heap} what is in memory after a garbage
 * collection as well: the bytes in use, and the objects of connections. See {@link ServerState}.
 */
@WebServlet("/server-probe")
public class ServerProbe extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Set<String> OF_CONNECTIONS = Set.of(
            "foyer.engineio.EngineConnection",
            "foyer.engineio.WebSocketTransport",
            "foyer.engineio.PollingTransport",
            "foyer.socketio.LiveSocket",
            "foyer.lifecycle.GuestSocket");

    @Inject
    private transient ConnectionServer connections;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean heap = request.getParameter("heap") != null;
        response.setContentType("text/plain");
        response.getWriter()
                .print(ManagementFactory.getThreadMXBean().getThreadCount() + " " + openFiles() + " "
                        + (heap ? heapAfterCollection() : 0) + " " + connections.sockets() + " "
                        + connections.isEmpty() + " " + (heap ? connectionObjects() : 0));
    }

    /** Where the system tells; else none. */
    private static int openFiles() {
        String[] files = new File("/proc/self/fd").list();
        return files == null ? 0 : files.length;
    }

    /** Counted by the virtual machine, whoever holds them. */
    private static long connectionObjects() throws IOException {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {null},
                            new String[] {String[].class.getName()});
            return histogram
                    .lines()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(columns -> columns.length >= 4 && OF_CONNECTIONS.contains(columns[3]))
                    .mapToLong(columns -> Long.parseLong(columns[1]))
                    .sum();
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    private static long heapAfterCollection() {
        // The first one lets cleaners run, which free more for the second.
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
