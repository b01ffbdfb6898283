package foyer.lifecycle;

import foyer.engineio.EngineServer;
import foyer.engineio.PollingServlet;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;

/** The polling transport of {@code /socket.io/}. */
@WebServlet(urlPatterns = "/socket.io/*", asyncSupported = true)
public class SocketIoServlet extends PollingServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient ConnectionServer connections;

    @Override
    protected EngineServer engine() {
        return connections.engine();
    }
}
