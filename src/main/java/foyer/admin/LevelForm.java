package foyer.admin;

import foyer.rest.JsonBody;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * The body of {@code POST /api/admin/log-level}.
 *
 * @param level the name of a level, in whatever case
 */
public record LevelForm(
        Optional<@NotNull(message = ONE_OF) @Pattern(regexp = "(?i)off|warning|info|debug", message = ONE_OF) String>
                level) {

    static final String ONE_OF = "must be OFF, WARNING, INFO or DEBUG";

    /** Takes it from a body. */
    public static LevelForm from(JsonBody body) {
        return new LevelForm(body.text("level"));
    }
}
