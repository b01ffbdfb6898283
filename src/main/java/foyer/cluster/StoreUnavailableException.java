package foyer.cluster;

/**
 * The store cannot be asked now: it is away, too slow, full, read-only, or this node has lost its lease there. It may be another
 * matter in a moment. Whether a step that was asked for has been taken is not known.
 */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message why, for the log; no keys of guests in it */
    public StoreUnavailableException(String message) {
        // Many at a time, and where it is thrown says nothing: no stack trace.
        super(message, null, false, false);
    }

    /** @param cause what the client of the store said */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
