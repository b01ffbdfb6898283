package foyer.guest;

import foyer.rest.JsonBody;
import foyer.rest.PlainText;
import java.util.Optional;

/**
 * A change of profile; what is absent or blank stays as it is.
 *
 * @param location see {@link Profile}
 * @param gender see {@link Profile}
 * @param language see {@link Profile}
 */
public record ProfileForm(
        Optional<@PlainText(max = LOCATION) String> location,
        Optional<@PlainText(max = GENDER) String> gender,
        Optional<@PlainText(max = LANGUAGE) String> language) {

    static final int LOCATION = 100;
    static final int GENDER = 30;
    static final int LANGUAGE = 50;

    /** Takes it from a body. */
    public static ProfileForm from(JsonBody body) {
        return new ProfileForm(body.text("location"), body.text("gender"), body.text("language"));
    }

    /** The change as a profile. */
    public Profile profile() {
        return new Profile(location, gender, language);
    }
}
