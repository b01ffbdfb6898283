package foyer.engineio;

import foyer.engineio.Transport.WriteCallback;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.Writer;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.ssl.SSLBaseFilter;

/**
 * Puts frames at the end of what Grizzly, below Payara, has to write to a connection. What Tyrus is given comes there too, through the stream of a
 * servlet's response and four of Grizzly's filters, which was a fifth of what it cost to tell everybody something. Also, Tyrus says that a frame is
 * written when Grizzly has it, which takes several megabytes for a client that does not read; here it is written when the socket has it.
 */
final class GrizzlyFrames implements Frames {

    private final BooleanSupplier open;
    private final Frames tyrus;
    private final NIOConnection connection;
    private final Writer<SocketAddress> writer;
    private boolean begun;

    private GrizzlyFrames(BooleanSupplier open, Frames tyrus, NIOConnection connection) {
        this.open = open;
        this.tyrus = tyrus;
        this.connection = connection;
        this.writer =
                ((TCPNIOTransport) connection.getTransport()).getAsyncQueueIO().getWriter();
    }

    /**
     * Of an open session; empty if there is more to its frames than to write them.
     *
     * @param open whether the session still is
     * @param connection Grizzly's
     * @param tyrus the other way to the same connection
     * @throws LinkageError if this is another Grizzly than is known here
     * @throws ClassCastException likewise
     */
    static Optional<Frames> of(BooleanSupplier open, Object connection, Frames tyrus) {
        NIOConnection known = (NIOConnection) connection;
        boolean encrypted =
                known.getProcessor() instanceof FilterChain chain && chain.indexOfType(SSLBaseFilter.class) >= 0;
        return encrypted ? Optional.empty() : Optional.of(new GrizzlyFrames(open, tyrus, known));
    }

    @Override
    public int batch() {
        return MANY;
    }

    /** The first ones go the way of the answer to the handshake, so that they are behind it. */
    @Override
    public void send(List<Packet> packets, WriteCallback written) {
        if (!begun) {
            begun = true;
            tyrus.send(packets, written);
            return;
        }
        if (!open.getAsBoolean()) {
            throw new IllegalStateException("the session is closed");
        }
        Buffer frames = Buffers.wrap(connection.getMemoryManager(), WebSocketFrame.of(packets));
        writer.write(connection, null, frames, new Sent(written));
    }

    /** Tells the one who sends. */
    private static final class Sent extends EmptyCompletionHandler<WriteResult<WritableMessage, SocketAddress>> {
        private final WriteCallback written;

        Sent(WriteCallback written) {
            this.written = written;
        }

        @Override
        public void completed(WriteResult<WritableMessage, SocketAddress> result) {
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
}
