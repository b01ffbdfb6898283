package foyer.testing.probe;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** {@code GET /histogram-probe}: what is in the server's memory after a garbage collection. See {@link Histogram}. */
@WebServlet("/histogram-probe")
public class HistogramProbe extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        System.gc(); // lets cleaners run, which free more for the collection that comes with the histogram
        response.setContentType("text/plain");
        response.getWriter().print(histogram());
    }

    /** As {@code jcmd <pid> GC.class_histogram} prints it: only what can be reached. */
    private static String histogram() throws IOException {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {null},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IOException(e);
        }
    }
}
