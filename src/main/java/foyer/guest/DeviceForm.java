package foyer.guest;

import foyer.rest.JsonBody;
import foyer.rest.PlainText;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/**
 * A change of device.
 *
 * @param deviceId the client's own name of its device
 */
public record DeviceForm(Optional<@NotNull(message = "is required") @PlainText(max = DEVICE) String> deviceId) {

    static final int DEVICE = 128;

    /** Takes it from a body. */
    public static DeviceForm from(JsonBody body) {
        return new DeviceForm(body.text("deviceId"));
    }
}
