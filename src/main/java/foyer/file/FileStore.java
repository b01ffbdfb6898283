package foyer.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the files of rooms: the port of this package. Any thread may use it; it waits for a disk or a network.
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
    Optional<StoredFile> find(String fileId, Instant now);

    /**
     * Opens the content of a file. Whoever has it open may read it to its end, even if the file is deleted in the meantime.
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
    int deleteRoom(String roomId);

    /**
     * Deletes the files whose time is over.
     *
     * @return how many there were
     */
    int deleteExpired(Instant now);

    /** How much there is, for an administrator; asks nobody. Empty where that is not known. */
    default Optional<FileUsage> usage() {
        return Optional.empty();
    }

    /** Deletes everything; the store is not used any more. */
    @Override
    void close();
}
