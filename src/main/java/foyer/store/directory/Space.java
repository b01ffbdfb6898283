package foyer.store.directory;

import foyer.file.StoreFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** How much all files together take, and may take. Any thread may use it. */
final class Space {

    /** A disk with less than that is full. */
    private static final long NEXT_TO_NOTHING = 64 * 1024;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /**
     * @param most in bytes; 0 for any amount
     */
    Space(long most) {
        this.most = most;
    }

    /** Takes some; it is to be given back even when this fails. */
    void take(long bytes) throws StoreFullException {
        if (taken.addAndGet(bytes) > most && most > 0) {
            throw new StoreFullException("the files of this node may take " + most + " bytes");
        }
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }

    /** Whether a fault is that the disk is full; Java has no exception of its own for it. */
    IOException explain(IOException fault, Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace() < NEXT_TO_NOTHING
                    ? new StoreFullException(fault)
                    : fault;
        } catch (IOException e) {
            return fault;
        }
    }
}
