package foyer.file;

import foyer.edge.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A request's body that refuses to be longer or slower than it may: whatever the headers say, what comes is counted. */
final class UploadBody extends FilterInputStream {

    private static final System.Logger LOG = System.getLogger(UploadBody.class.getName());

    /** So long one may take to come up to speed. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration SKIPPING = Duration.ofSeconds(20);
    private static final int SKIPPED_AT_ONCE = 16 * 1024;

    /** So many times what is allowed. */
    private static final int MOST_SKIPPED = 4;

    private final long mostBytes;
    private final int minBytesPerSecond;
    private final LongSupplier nanoTime;
    private final long begun;
    private long read;

    /**
     * @param in is not closed
     * @param minBytesPerSecond on the average since the beginning; 0 for any pace
     */
    UploadBody(InputStream in, long mostBytes, int minBytesPerSecond, LongSupplier nanoTime) {
        super(in);
        this.mostBytes = mostBytes;
        this.minBytesPerSecond = minBytesPerSecond;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /**
     * @throws UploadRefused {@code FILE_TOO_LARGE} or {@code UPLOAD_TOO_SLOW}
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = readOrRefuse(bytes, offset, length);
        if (count > 0) {
            read += count;
            check();
        }
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads on after a refusal, for a client hears of it only once it has sent all. Within bounds: whoever sends far too much, or
     * too slowly, finds the connection closed instead.
     *
     * @return whether all was read
     */
    boolean skipRest() {
        byte[] buffer = new byte[SKIPPED_AT_ONCE];
        long deadline = nanoTime.getAsLong() + SKIPPING.toNanos();
        while (read < MOST_SKIPPED * mostBytes && nanoTime.getAsLong() < deadline && !isTooSlow()) {
            try {
                int count = in.read(buffer);
                if (count < 0) {
                    return true;
                }
                read += count;
            } catch (IOException e) {
                return false;
            }
        }
        return false;
    }

    /** Does nothing: the container closes its own. */
    @Override
    public void close() {
        // see above
    }

    /** The client has gone, or the server has had enough of it: no fault of the store, which is told by an IOException. */
    private int readOrRefuse(byte[] bytes, int offset, int length) {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "An upload broke off after {0} bytes: {1}", read, e.getMessage());
            throw new UploadRefused(Refusal.BAD_REQUEST);
        }
    }

    private void check() {
        if (read > mostBytes) {
            throw new UploadRefused(Refusal.FILE_TOO_LARGE);
        }
        if (isTooSlow()) {
            throw new UploadRefused(Refusal.UPLOAD_TOO_SLOW);
        }
    }

    private boolean isTooSlow() {
        long elapsed = nanoTime.getAsLong() - begun;
        return elapsed > PATIENCE.toNanos() && read < minBytesPerSecond * (elapsed / 1e9);
    }
}
