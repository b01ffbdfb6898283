package foyer.file;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends a part of a file as fast as the client takes it, and holds no thread while it does not. */
final class FileTransfer implements WriteListener, AsyncListener {

    private static final System.Logger LOG = System.getLogger(FileTransfer.class.getName());
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int BUFFER = 32 * 1024;

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final SeekableByteChannel content;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final AtomicBoolean over = new AtomicBoolean();
    private long left;

    private FileTransfer(AsyncContext context, ServletOutputStream out, SeekableByteChannel content, long length) {
        this.context = context;
        this.out = out;
        this.content = content;
        this.left = length;
    }

    /**
     * Begins to send; the answer's headers are set, nothing of it is sent.
     *
     * @param content is closed when all is sent, or the client is gone
     */
    static void begin(
            HttpServletRequest request, HttpServletResponse response, SeekableByteChannel content, ByteRange range)
            throws IOException {
        content.position(range.first());
        AsyncContext context = request.startAsync();
        context.setTimeout(LONGEST.toMillis());
        ServletOutputStream out = response.getOutputStream();
        FileTransfer transfer = new FileTransfer(context, out, content, range.length());
        context.addListener(transfer);
        out.setWriteListener(transfer);
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (left == 0) {
                end();
                return;
            }
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            int count = content.read(buffer);
            if (count < 0) {
                throw new IOException("a file is shorter than it was");
            }
            left -= count;
            out.write(buffer.array(), 0, count);
        }
    }

    /** The client has gone, or the disk fails: the answer is cut short, so that nobody takes it for whole. */
    @Override
    public void onError(Throwable fault) {
        LOG.log(Level.DEBUG, "A download broke off, {0} bytes before its end: {1}", left, fault.getMessage());
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        LOG.log(Level.DEBUG, "A download took too long, {0} bytes before its end", left);
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        closeContent();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Not begun anew.
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            closeContent();
            context.complete();
        }
    }

    private void closeContent() {
        try {
            content.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A file does not close", e);
        }
    }
}
