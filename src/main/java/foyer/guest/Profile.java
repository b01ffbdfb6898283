package foyer.guest;

import java.util.Objects;
import java.util.Optional;

/**
 * What a guest tells of itself, in its own words: data to show as text, never markup.
 *
 * @param location where it is
 * @param gender how it calls itself
 * @param language what it speaks
 */
public record Profile(Optional<String> location, Optional<String> gender, Optional<String> language) {

    /** Nothing told. */
    public static final Profile EMPTY = new Profile(Optional.empty(), Optional.empty(), Optional.empty());

    public Profile {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(gender, "gender");
        Objects.requireNonNull(language, "language");
    }

    /** This profile with every field that {@code changes} has; the others stay as they are. */
    public Profile with(Profile changes) {
        return new Profile(
                changes.location.or(() -> location),
                changes.gender.or(() -> gender),
                changes.language.or(() -> language));
    }
}
