package foyer.rest;

/** Characters that are what they look like: neither control a display, nor hide, nor break a line. */
public final class PlainCharacters {

    private PlainCharacters() {}

    /** Whether a code point is one of them. */
    public static boolean contain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
