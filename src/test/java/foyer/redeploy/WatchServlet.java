package foyer.redeploy;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** {@code GET /watch}: the names of the server's threads, and of the MBeans of Foyer, a line for each. See {@link Watch}. */
@WebServlet("/watch")
public class WatchServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        PrintWriter answer = response.getWriter();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) { // else it has ended meanwhile
                answer.println("thread " + thread.getThreadName());
            }
        }
        for (ObjectName name : ManagementFactory.getPlatformMBeanServer().queryNames(foyers(), null)) {
            answer.println("mbean " + name);
        }
    }

    private static ObjectName foyers() throws IOException {
        try {
            return new ObjectName("foyer:*");
        } catch (MalformedObjectNameException e) {
            throw new IOException(e);
        }
    }
}
