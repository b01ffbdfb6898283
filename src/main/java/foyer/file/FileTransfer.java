package foyer.file;

import foyer.engineio.Completion;
import foyer.engineio.Stay;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends a part of a file as fast as the client takes it, and holds no thread while it does not.
 *
 * <p>Two take turns, piece by piece: a reader, who may wait for the store, and whoever writes, the container's callback or the
 * reader who has just read. The container calls back only after it has said that it is not ready, so that never both are at it.
 */
final class FileTransfer implements WriteListener, AsyncListener {

    private static final System.Logger LOG = System.getLogger(FileTransfer.class.getName());
    private static final int PIECE = 64 * 1024;

    private final Completion completion;
    private final Stay stay;
    private final ServletOutputStream out;
    private final SeekableByteChannel content;
    private final Executor readers;
    private final ByteBuffer piece;
    private final AtomicBoolean over = new AtomicBoolean();
    private long left;

    /**
     * @param context whose answer's headers are set, nothing of it sent
     * @param stay of the thread of the request
     * @param content stands where the part begins; is closed when all is sent, or the client is gone
     * @param length of the part
     * @param readers wait for the content
     */
    FileTransfer(AsyncContext context, Stay stay, SeekableByteChannel content, long length, Executor readers)
            throws IOException {
        this.completion = new Completion(context);
        this.stay = stay;
        this.out = context.getResponse().getOutputStream();
        this.content = content;
        this.readers = readers;
        this.piece = ByteBuffer.allocate((int) Math.min(PIECE, length)).limit(0);
        this.left = length;
        context.addListener(this);
    }

    void begin() {
        out.setWriteListener(this);
    }

    @Override
    public void onWritePossible() throws IOException {
        while (!over.get() && out.isReady()) {
            if (piece.hasRemaining()) {
                left -= piece.remaining();
                out.write(piece.array(), piece.position(), piece.remaining());
                piece.position(piece.limit());
            } else if (left > 0) {
                readOn();
                return;
            } else {
                end();
            }
        }
    }

    private void readOn() {
        try {
            readers.execute(this::readAndWrite);
        } catch (RejectedExecutionException e) {
            onError(e);
        }
    }

    private void readAndWrite() {
        stay.letEnd();
        try {
            piece.clear().limit((int) Math.min(piece.capacity(), left));
            if (content.read(piece) < 0) {
                throw new IOException("a file is shorter than it was");
            }
            piece.flip();
            onWritePossible();
        } catch (IOException | RuntimeException e) {
            onError(e);
        }
    }

    /** The client has gone, or the store fails: the answer is cut short, so that nobody takes it for whole. */
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
            completion.complete();
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
