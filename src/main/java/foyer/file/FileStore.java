package foyer.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * Keeps the files of rooms: the port of this package. Any thread may use it; it waits for a disk or a network. The time is the
 * store's own, so that nodes that share one agree about it. What it cannot do now is an {@link IOException}.
 *
 * <p>The order that makes the end of a room safe: a draft is {@linkplain FileDraft#enter entered} into its room before its sender's
 * membership is asked for, and a membership ends before {@link #deleteRoom}. So whoever deletes finds every draft whose sender was
 * still a member, and a draft that comes later finds that its sender is none.
 */
public interface FileStore extends AutoCloseable {

    /**
     * Begins a file that nobody sees yet.
     *
     * @param fileId see {@link StoredFile#fileId()}
     * @throws StoreFullException when there is no room for more
     */
    FileDraft begin(String fileId) throws IOException;

    /** A file that was kept, and is neither deleted nor expired. */
    Optional<StoredFile> find(String fileId) throws IOException;

    /**
     * Opens the content of a file. Whoever has it open when the file is deleted either reads it to its end or fails with an
     * {@link IOException}: nobody takes a part for the whole. Reading waits like everything here.
     *
     * @return empty when the file is gone; else to be closed by the caller
     */
    Optional<SeekableByteChannel> open(String fileId) throws IOException;

    /**
     * Deletes the files of a room and ends the drafts that are in it; none of both is left when this returns. Idempotent. A room of
     * the same id that comes later begins empty.
     *
     * @return how many files there were
     */
    int deleteRoom(String roomId) throws IOException;

    /**
     * Whether the step that closes a room deletes its files as well, as {@link #deleteRoom} would: then nobody needs to call that, and
     * nobody may, once the two could have met again.
     */
    boolean endsWithRooms();

    /**
     * Deletes the files whose time is over.
     *
     * @return how many there were
     */
    int deleteExpired() throws IOException;

    /** How much there is, for an administrator; of all nodes, where they share the store. Empty where that is not known. */
    Optional<FileUsage> usage();

    /** The store is not used any more. Deletes everything, unless other nodes go on using it. */
    @Override
    void close();
}
