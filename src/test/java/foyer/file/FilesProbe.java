package foyer.file;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Added to an archive: {@code /files-probe?join=user&room=id}, {@code ?end=room}, {@code ?heap}, {@code ?threads}. */
@WebServlet("/files-probe")
public class FilesProbe extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient RoomsProbe rooms;

    @Inject
    private transient FileStore store;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        if (request.getParameter("join") != null) {
            rooms.join(request.getParameter("join"), request.getParameter("room"));
        } else if (request.getParameter("end") != null) {
            rooms.end(request.getParameter("end"));
            response.getWriter().print(store.deleteRoom(request.getParameter("end")));
        } else {
            response.getWriter().print(liveBytes());
        }
    }

    /** What is left on the heap after collections, until it does not get less. */
    private static long liveBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
