package foyer.engineio;

import foyer.engineio.Transport.WriteCallback;
import jakarta.websocket.Session;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Hands frames to Tyrus that were made once for all who get them, and several in one write. A session of Tyrus' takes text, one at a time, and encodes
 * it anew for each session, character by character: a third of what it cost Payara to tell everybody the statistics. Its writer,
 * one layer below, takes whatever bytes there are.
 */
final class TyrusFrames implements Frames {

    private static final String TYRUS = "org.glassfish.tyrus.";

    private final Session session;
    private final Writer writer;

    private TyrusFrames(Session session, Writer writer) {
        this.session = session;
        this.writer = writer;
    }

    /**
     * Of an open session of Tyrus'; empty if its frames are not to be made by others.
     *
     * @throws LinkageError if this is another Tyrus than is known here
     * @throws ClassCastException likewise
     */
    static Optional<Frames> of(Session session) {
        if (!session.getNegotiatedExtensions().isEmpty()) {
            return Optional.empty(); // which would have a say in each frame
        }
        Object webSocket = Path.WEB_SOCKET.get(session.getAsyncRemote());
        return Optional.of(new TyrusFrames(session, (Writer) Path.WRITER.get(Path.PROTOCOL_HANDLER.get(webSocket))));
    }

    @Override
    public int batch() {
        return MANY;
    }

    @Override
    public void send(List<Packet> packets, WriteCallback written) {
        if (!session.isOpen()) {
            throw new IllegalStateException("the session is closed");
        }
        writer.write(ByteBuffer.wrap(WebSocketFrame.of(packets)), new Sent(written));
    }

    /** Tells the one who sends. */
    private static final class Sent extends CompletionHandler<ByteBuffer> {
        private final WriteCallback written;

        Sent(WriteCallback written) {
            this.written = written;
        }

        @Override
        public void completed(ByteBuffer frame) {
            written.done(true);
        }

        @Override
        public void failed(Throwable cause) {
            written.done(false);
        }

        @Override
        public void cancelled() {
            written.done(false);
        }
    }

    /** From a remote endpoint to its writer; looked up once. */
    private static final class Path {
        static final VarHandle WEB_SOCKET = field("core.TyrusRemoteEndpoint", "webSocket");
        static final VarHandle PROTOCOL_HANDLER = field("core.TyrusWebSocket", "protocolHandler");
        static final VarHandle WRITER = field("core.ProtocolHandler", "writer");

        private Path() {}

        private static VarHandle field(String owner, String name) {
            try {
                Class<?> type = Class.forName(TYRUS + owner, false, TyrusFrames.class.getClassLoader());
                return Reflected.handle(type.getDeclaredField(name));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
