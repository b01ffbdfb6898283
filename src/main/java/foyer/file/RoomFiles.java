package foyer.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** The files of all rooms. Any thread may use it; it waits for the store. */
public final class RoomFiles {

    private static final System.Logger LOG = System.getLogger(RoomFiles.class.getName());

    private final FileStore store;

    /**
     * @param store keeps them
     */
    public RoomFiles(FileStore store) {
        this.store = store;
    }

    /** A file that is there. */
    Optional<StoredFile> find(String fileId) throws IOException {
        return store.find(fileId);
    }

    /** The content of a file that is there; the caller closes it. */
    Optional<SeekableByteChannel> open(String fileId) throws IOException {
        return store.open(fileId);
    }

    /**
     * The room has ended: its files are deleted, if they have not been with the room, and uploads to it that are under way fail. When
     * this returns nothing of them is left, unless the store fails: then they end with their time. Downloads that have begun go on to
     * their end, or break off. Idempotent.
     *
     * <p>To be called after {@link RoomMembership#isMember} has become {@code false} for the room, and before a room of the same id
     * can be opened; then nothing of the old room ever gets into the new one.
     */
    public void roomHasEnded(String roomId) {
        if (store.endsWithRooms()) {
            return;
        }
        try {
            store.deleteRoom(roomId);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "The files of room {0} are left until their time is over: {1}",
                    roomId,
                    e.getMessage());
        }
    }

    /**
     * Deletes the files whose time is over.
     *
     * @return how many there were
     */
    public int deleteExpired() {
        try {
            return store.deleteExpired();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Files whose time is over wait for the next round: {0}", e.getMessage());
            return 0;
        }
    }
}
