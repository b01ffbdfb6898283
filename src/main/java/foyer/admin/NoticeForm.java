package foyer.admin;

import foyer.rest.JsonBody;
import foyer.rest.PlainText;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/**
 * The body of {@code POST /api/admin/notice}.
 *
 * @param message what all guests are told
 */
public record NoticeForm(Optional<@NotNull(message = "is required") @PlainText(max = LONGEST) String> message) {

    static final int LONGEST = 500;

    /** Takes it from a body. */
    public static NoticeForm from(JsonBody body) {
        return new NoticeForm(body.text("message"));
    }
}
