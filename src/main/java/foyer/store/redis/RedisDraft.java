package foyer.store.redis;

import foyer.file.FileDraft;
import foyer.file.RoomClosedException;
import foyer.file.StoredFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;

/** A file on its way into Redis, a piece at a time. For one thread. */
final class RedisDraft implements FileDraft {

    private static final System.Logger LOG = System.getLogger(RedisDraft.class.getName());

    /** One round trip for each: a file of 10 MB takes eighty, and never more of the heap than this. */
    private static final int PIECE = 128 * 1024;

    private final String fileId;
    private final RedisFiles files;
    private final byte[] piece = new byte[PIECE];
    private int pieceSize;
    private Optional<String> room = Optional.empty();
    private long size;
    private boolean done;

    RedisDraft(String fileId, RedisFiles files) {
        this.fileId = fileId;
        this.files = files;
    }

    @Override
    public void enter(String roomId) throws IOException {
        if (room.isPresent()) {
            throw new IllegalStateException("it is in a room");
        }
        room = Optional.of(roomId);
        checkNotEnded(files.enter(fileId, roomId));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        size += length;
        int from = offset;
        int left = length;
        while (left > 0) {
            int taken = Math.min(left, PIECE - pieceSize);
            System.arraycopy(bytes, from, piece, pieceSize, taken);
            pieceSize += taken;
            from += taken;
            left -= taken;
            if (pieceSize == PIECE) {
                append();
            }
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void keep(StoredFile file) throws IOException {
        if (!room.equals(Optional.of(file.roomId()))) {
            throw new IllegalStateException("it is in another room");
        }
        append();
        checkNotEnded(files.keep(file));
        done = true;
    }

    @Override
    public void close() {
        if (done) {
            return;
        }
        done = true;
        try {
            files.abandon(fileId);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A draft is left to end with its time: {0}", e.getMessage());
        }
    }

    private void append() throws IOException {
        if (pieceSize > 0) {
            byte[] full = Arrays.copyOf(piece, pieceSize);
            pieceSize = 0;
            checkNotEnded(files.append(fileId, full));
        }
    }

    private void checkNotEnded(boolean isThere) throws IOException {
        if (!isThere) {
            throw new RoomClosedException(room.orElse("?"));
        }
    }
}
