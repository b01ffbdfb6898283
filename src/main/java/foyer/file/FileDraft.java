package foyer.file;

import java.io.IOException;

/** A file that is still coming in. For one thread. Whatever happens, it is closed: unless it was kept, that leaves nothing of it. */
public interface FileDraft extends AutoCloseable {

    /** Says which room it is for; once, and before it is kept. */
    void enter(String roomId) throws IOException;

    /**
     * Adds to the content.
     *
     * @throws RoomClosedException when the room's files were deleted since it was entered
     * @throws StoreFullException when there is no room for more
     */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** How many bytes were written. */
    long size();

    /**
     * Ends the content and makes the file one that can be found. From then on closing does nothing.
     *
     * @param file of the id the draft was begun with and the room it was entered into
     * @throws RoomClosedException when the room's files were deleted since it was entered
     */
    void keep(StoredFile file) throws IOException;

    @Override
    void close();
}
