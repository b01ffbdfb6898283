package foyer.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * A POST request. A body that has arrived with its headers is read at once; another one as it comes, without
 * a thread that waits for it.
 */
final class PostExchange implements ReadListener, AsyncListener {

    private static final System.Logger LOG = System.getLogger(PostExchange.class.getName());
    private static final int CHUNK = 8 * 1024;

    private final EngineConnection connection;
    private final PollingTransport transport;
    private final EngineOptions options;
    private final Stay stay;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private AsyncContext async;
    private Completion completion;
    private boolean ended;

    /**
     * @param transport is in receiving state, and this ends it
     * @param stay of the thread of the request
     */
    PostExchange(EngineConnection connection, PollingTransport transport, EngineOptions options, Stay stay) {
        this.stay = stay;
        this.connection = connection;
        this.transport = transport;
        this.options = options;
    }

    void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServletInputStream in = request.getInputStream();
        long length = request.getContentLengthLong();
        if (length >= 0 && in.available() >= length) {
            body.write(in.readNBytes((int) length));
            end().writeTo(response);
            return;
        }
        async = request.startAsync();
        // A client that takes longer than this for its body has missed its heartbeat as well.
        async.setTimeout(options.pingInterval().plus(options.pingTimeout()).toMillis());
        completion = new Completion(async);
        async.addListener(this);
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        ServletInputStream in = async.getRequest().getInputStream();
        byte[] chunk = new byte[CHUNK];
        // Not asking isFinished(): Payara says yes as soon as the body has arrived, read or not.
        while (!ended && in.isReady()) {
            int read = in.read(chunk);
            if (read < 0) {
                return;
            }
            body.write(chunk, 0, read);
            if (body.size() > options.maxPayload()) {
                // What it carried is lost, and nothing after it would make sense.
                connection.fail(transport, CloseReason.PAYLOAD_TOO_LARGE);
                complete(refuse(EngineError.PAYLOAD_TOO_LARGE));
            }
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (!ended) {
            complete(end());
        }
    }

    private void complete(HttpAnswer answer) throws IOException {
        stay.letEnd();
        answer.writeTo((HttpServletResponse) async.getResponse());
        completion.complete();
    }

    /** Hands on what the body says and gives the answer to it. */
    private HttpAnswer end() {
        if (!deliver()) {
            return refuse(EngineError.BAD_REQUEST);
        }
        // Before the answer: with it in hand the client may send its next request at once.
        endReceiving();
        return HttpAnswer.OK;
    }

    private HttpAnswer refuse(EngineError error) {
        endReceiving();
        return HttpAnswer.of(error);
    }

    private void endReceiving() {
        ended = true;
        transport.endReceiving();
    }

    private boolean deliver() {
        String payload;
        try {
            payload = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            connection.fail(transport, CloseReason.PARSE_ERROR);
            return false;
        }
        for (Iterator<String> packets = PacketCodec.split(payload); packets.hasNext(); ) {
            if (!connection.receive(transport, packets.next())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void onError(Throwable problem) {
        LOG.log(Level.DEBUG, "The body of a POST request ended too early", problem);
        lost();
        completion.complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        lost();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        lost();
        completion.complete();
    }

    private void lost() {
        if (!ended) {
            endReceiving();
            connection.fail(transport, CloseReason.TRANSPORT_ERROR);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
