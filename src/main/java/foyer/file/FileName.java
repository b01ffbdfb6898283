package foyer.file;

import foyer.rest.PlainCharacters;
import java.text.Normalizer;

/** Makes a name that a client gives its file one that can be shown and saved. */
final class FileName {

    static final int MOST_CHARACTERS = 200;
    private static final String NAMELESS = "file";

    private FileName() {}

    /**
     * The last part of the path without control, formatting and other characters that do not show (the one that turns the direction
     * of reading makes {@code exe.gpj} of {@code jpg.exe}), and without those that a file system minds. Long names lose their
     * middle, not their extension.
     */
    static String clean(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        StringBuilder name = new StringBuilder();
        Normalizer.normalize(last, Normalizer.Form.NFC)
                .codePoints()
                .filter(PlainCharacters::contain)
                .map(c -> "\"*:<>?|".indexOf(c) >= 0 ? '_' : c)
                .forEach(name::appendCodePoint);
        String stripped = name.toString().strip().replaceFirst("^\\.+", "").replaceFirst("[. ]+$", "");
        return stripped.isBlank() ? NAMELESS : shorten(stripped);
    }

    private static String shorten(String name) {
        int count = name.codePointCount(0, name.length());
        if (count <= MOST_CHARACTERS) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= 16 ? name.substring(dot) : "";
        int kept = MOST_CHARACTERS - extension.codePointCount(0, extension.length());
        return name.substring(0, name.offsetByCodePoints(0, kept)) + extension;
    }
}
