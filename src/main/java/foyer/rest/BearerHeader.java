package foyer.rest;

import java.util.Optional;

/** The {@code Authorization} header of the kind {@code Bearer}. */
public final class BearerHeader {

    private static final String BEARER = "Bearer ";

    private BearerHeader() {}

    /** The token of a header; empty when there is none, or a header of another kind, or {@code null} as servers give it. */
    public static Optional<String> token(String header) {
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).trim()).filter(token -> !token.isEmpty())
                : Optional.empty();
    }
}
