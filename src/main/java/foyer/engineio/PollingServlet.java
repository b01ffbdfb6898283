package foyer.engineio;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * HTTP long-polling: GET opens a connection or waits for packets, POST brings packets. Every request has
 * passed the {@link EngineFilter}.
 *
 * <p>An application subclasses it with {@code @WebServlet(urlPatterns = "/socket.io/*", asyncSupported = true)}.
 */
public abstract class PollingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** The server of this path. */
    protected abstract EngineServer engine();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(request.getAttribute(Handshake.class.getName()) instanceof Handshake handshake)) {
            // An upgrade that no WebSocket endpoint took.
            HttpAnswer.of(EngineError.BAD_REQUEST).writeTo(response);
            return;
        }
        String sid = handshake.query().get("sid");
        EngineConnection connection;
        if (sid == null) {
            connection = engine().connect(handshake, new PollingTransport());
        } else {
            Optional<EngineConnection> known = engine().find(sid);
            if (known.isEmpty()) {
                HttpAnswer.of(EngineError.UNKNOWN_SID).writeTo(response);
                return;
            }
            connection = known.get();
        }
        PollExchange exchange = new PollExchange(request, response, engine(), connection.lostPoll());
        connection.poll(exchange);
        exchange.leaveServlet();
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Handshake handshake = (Handshake) request.getAttribute(Handshake.class.getName());
        Optional<EngineConnection> known = engine().find(handshake.query().get("sid"));
        if (known.isEmpty() || known.get().isLate()) {
            HttpAnswer.of(EngineError.UNKNOWN_SID).writeTo(response);
            return;
        }
        EngineConnection connection = known.get();
        Optional<PollingTransport> transport = connection.polling();
        if (transport.isEmpty()) {
            HttpAnswer.of(EngineError.BAD_REQUEST).writeTo(response);
        } else if (request.getContentLengthLong() > engine().options().maxPayload()) {
            connection.fail(transport.get(), CloseReason.PAYLOAD_TOO_LARGE);
            HttpAnswer.of(EngineError.PAYLOAD_TOO_LARGE).writeTo(response);
        } else if (isBinary(request) || !transport.get().beginReceiving()) {
            connection.abort(CloseReason.TRANSPORT_ERROR);
            HttpAnswer.of(EngineError.BAD_REQUEST).writeTo(response);
        } else {
            new PostExchange(connection, transport.get(), engine().options(), Stay.in(request))
                    .begin(request, response);
        }
    }

    /** Raw binary bodies belong to an older revision of the protocol. */
    private static boolean isBinary(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith("application/octet-stream");
    }
}
