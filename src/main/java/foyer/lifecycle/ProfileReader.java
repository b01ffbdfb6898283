package foyer.lifecycle;

import foyer.edge.EventRefused;
import foyer.edge.Refusal;
import foyer.guest.DeviceForm;
import foyer.guest.Profile;
import foyer.guest.ProfileForm;
import foyer.rest.Forms;
import foyer.rest.JsonBody;
import foyer.rest.Refused;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Reads what a guest says of itself on a socket, by the rules of the REST resources. */
final class ProfileReader {

    private final Forms forms;

    ProfileReader(Forms forms) {
        this.forms = forms;
    }

    /** What is to be changed; what was not said stays as it is. */
    record Change(Profile profile, Optional<String> deviceId) {}

    Change read(JsonObject object) throws EventRefused {
        try {
            Profile profile =
                    forms.read(new JsonBody(object), ProfileForm::from).profile();
            boolean device = Payload.text(object, "deviceId").isPresent();
            return new Change(
                    profile,
                    device ? forms.read(new JsonBody(object), DeviceForm::from).deviceId() : Optional.empty());
        } catch (Refused e) {
            throw new EventRefused(Refusal.INVALID_INPUT, e.getMessage());
        }
    }
}
