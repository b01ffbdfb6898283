package foyer.store.directory;

import foyer.file.FileDraft;
import foyer.file.RoomClosedException;
import foyer.file.StoredFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that is being written. One thread writes; any other may end it. */
final class DirectoryDraft implements FileDraft {

    private static final System.Logger LOG = System.getLogger(DirectoryDraft.class.getName());

    private final Path path;
    private final FileChannel channel;
    private final Space space;
    private final Shelves shelves;
    private volatile boolean ended;
    private Optional<String> room = Optional.empty();
    private long size;
    private boolean done;

    DirectoryDraft(Path path, FileChannel channel, Space space, Shelves shelves) {
        this.path = path;
        this.channel = channel;
        this.space = space;
        this.shelves = shelves;
    }

    @Override
    public void enter(String roomId) {
        if (room.isPresent()) {
            throw new IllegalStateException("it is in a room");
        }
        room = Optional.of(roomId);
        shelves.enter(this, roomId);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        checkNotEnded();
        size += length;
        space.take(length);
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (left.hasRemaining()) {
                channel.write(left);
            }
        } catch (IOException e) {
            throw space.explain(e, path.getParent());
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
        channel.close();
        if (!shelves.keep(this, file)) {
            throw new RoomClosedException(file.roomId());
        }
        done = true;
    }

    @Override
    public void close() {
        if (done) {
            return;
        }
        done = true;
        shelves.remove(this, room);
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A draft does not close", e);
        }
        delete();
        space.give(size);
    }

    /** Nothing more is taken; called by {@link Shelves} under its lock. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    /** Removes at once what was written, for its writer may be waiting for its client. */
    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A draft is left on disk until the restart: {0}", e.toString());
        }
    }

    private void checkNotEnded() throws RoomClosedException {
        if (ended) {
            throw new RoomClosedException(room.orElse("?"));
        }
    }
}
