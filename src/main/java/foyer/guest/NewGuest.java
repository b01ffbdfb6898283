package foyer.guest;

import foyer.rest.JsonBody;
import foyer.rest.PlainText;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * What a guest may say when it arrives, all of it optional.
 *
 * @param username the name it wants; one is made otherwise
 * @param location see {@link Profile}
 * @param gender see {@link Profile}
 * @param language see {@link Profile}
 * @param deviceId the client's own name of its device
 */
public record NewGuest(
        Optional<
                        @Pattern(
                                regexp = "[A-Za-z0-9_]{3,20}",
                                message = "must be 3 to 20 letters, digits or underscores")
                        String>
                username,
        Optional<@PlainText(max = ProfileForm.LOCATION) String> location,
        Optional<@PlainText(max = ProfileForm.GENDER) String> gender,
        Optional<@PlainText(max = ProfileForm.LANGUAGE) String> language,
        Optional<@PlainText(max = DeviceForm.DEVICE) String> deviceId) {

    /** Takes it from a body. */
    public static NewGuest from(JsonBody body) {
        return new NewGuest(
                body.text("username"),
                body.text("location"),
                body.text("gender"),
                body.text("language"),
                body.text("deviceId"));
    }

    Profile profile() {
        return new Profile(location, gender, language);
    }
}
