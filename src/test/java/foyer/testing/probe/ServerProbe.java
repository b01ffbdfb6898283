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

/**
 * {@code GET /server-probe}: the server's threads, open files and connections; with {@code ?heap} the bytes that are in use after a
 * garbage collection as well. See {@link ServerState}.
 */
@WebServlet("/server-probe")
public class ServerProbe extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient ConnectionServer connections;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean heap = request.getParameter("heap") != null;
        response.setContentType("text/plain");
        response.getWriter()
                .print(ManagementFactory.getThreadMXBean().getThreadCount() + " " + openFiles() + " "
                        + (heap ? heapAfterCollection() : 0) + " " + connections.sockets() + " "
                        + connections.isEmpty());
    }

    /** Where the system tells; else none. */
    private static int openFiles() {
        String[] files = new File("/proc/self/fd").list();
        return files == null ? 0 : files.length;
    }

    private static long heapAfterCollection() {
        // The first one lets cleaners run, which free more for the second.
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
