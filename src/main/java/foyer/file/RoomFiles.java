package foyer.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Clock;
import java.util.Optional;

/** The files of all rooms of this node. Any thread may use it; it waits for the store. */
public final class RoomFiles {

    private final FileStore store;
    private final Clock clock;

    /**
     * @param store keeps them
     * @param clock the time
     */
    public RoomFiles(FileStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A file that is there. */
    Optional<StoredFile> find(String fileId) {
        return store.find(fileId, clock.instant());
    }

    /** The content of a file that is there; the caller closes it. */
    Optional<SeekableByteChannel> open(String fileId) throws IOException {
        return store.open(fileId);
    }

    /**
     * The room has ended: its files are deleted, and uploads to it that are under way fail. When this returns nothing of them is
     * left. Downloads that have begun go on to their end. Idempotent.
     *
     * <p>To be called after {@link RoomMembership#isMember} has become {@code false} for the room, and before a room of the same id
     * can be opened; then nothing of the old room ever gets into the new one.
     *
     * @return how many files there were
     */
    public int deleteRoom(String roomId) {
        return store.deleteRoom(roomId);
    }

    /**
     * Deletes the files whose time is over.
     *
     * @return how many there were
     */
    public int deleteExpired() {
        return store.deleteExpired(clock.instant());
    }
}
