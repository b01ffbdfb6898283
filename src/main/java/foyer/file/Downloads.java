package foyer.file;

import foyer.engineio.Stay;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Sends files out without a thread that waits for the client. Any thread may use it. */
public final class Downloads {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Executor readers;

    /**
     * @param readers wait for the store, a piece of a file at a time
     */
    public Downloads(Executor readers) {
        this.readers = readers;
    }

    /**
     * Begins to send; the answer's headers are set, nothing of it is sent. The request goes asynchronous.
     *
     * @param content is closed when all is sent, or the client is gone
     */
    void send(HttpServletRequest request, SeekableByteChannel content, ByteRange range) throws IOException {
        content.position(range.first());
        AsyncContext context = request.startAsync();
        context.setTimeout(LONGEST.toMillis());
        new FileTransfer(context, Stay.in(request), content, range.length(), readers).begin();
    }
}
