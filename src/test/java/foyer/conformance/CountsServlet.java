package foyer.conformance;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;

/** What there is in this server, as JSON; with {@code ?gc} after a garbage collection. */
@WebServlet("/counts")
public class CountsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient EchoEngine echo;

    @Inject
    private transient SuiteSocketIo suite;

    @Inject
    private transient OrdinarySocketIo ordinary;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if ("gc".equals(request.getQueryString())) {
            System.gc();
        }
        List<String> members = List.of(
                member("echo", echo.engine().size()),
                member("suite", suite.engine().size()),
                member("ordinary", ordinary.engine().size()),
                member("left", ordinary.left().get()),
                member("begun", ordinary.begun().get()),
                member("sockets", ordinary.main().sockets().size()),
                member("threads", ManagementFactory.getThreadMXBean().getThreadCount()),
                member("files", openFiles()),
                member(
                        "heap",
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()));
        response.setContentType("application/json");
        response.getWriter().print("{" + String.join(",", members) + "}");
    }

    private static String member(String name, long value) {
        return "\"" + name + "\":" + value;
    }

    private static long openFiles() throws ServletException {
        try {
            Object count = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "OpenFileDescriptorCount");
            return ((Number) count).longValue();
        } catch (JMException e) {
            throw new ServletException(e);
        }
    }
}
