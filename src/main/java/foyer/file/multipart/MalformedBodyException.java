package foyer.file.multipart;

import java.io.IOException;

/** The body is not {@code multipart/form-data} as RFC 7578 has it, or ends too early; the message says where. */
public final class MalformedBodyException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedBodyException(String message) {
        super(message);
    }
}
