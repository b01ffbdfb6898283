package foyer.file;

import java.io.IOException;

/** The room a file was coming in for has ended. */
public final class RoomClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Of this room. */
    public RoomClosedException(String roomId) {
        super("room " + roomId + " is closed");
    }
}
