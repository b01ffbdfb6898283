package foyer.file;

import java.util.Locale;

/** The contract's {@code fileTypeCategory}: how a client shows a file. */
public enum FileCategory {
    IMAGE,
    VIDEO,
    AUDIO,
    PDF,
    TEXT,
    DOCUMENT,
    ARCHIVE;

    /** Its name in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
