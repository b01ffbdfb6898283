package foyer.file;

import java.io.IOException;

/** There is no room for more files. */
public final class StoreFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is full
     */
    public StoreFullException(String message) {
        super(message);
    }

    /**
     * @param cause what the disk says
     */
    public StoreFullException(IOException cause) {
        super(cause);
    }
}
