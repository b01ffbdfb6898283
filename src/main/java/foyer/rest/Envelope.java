package foyer.rest;

import foyer.edge.Refusal;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The form of every answer (contract section 2). */
public final class Envelope {

    /** What REST says where a socket says {@link Refusal#TOKEN_MISSING}'s own message. */
    private static final String TOKEN_MISSING = "Access token is required";

    private Envelope() {}

    /** {@code {success: true, data}}. */
    public static JsonObject of(JsonValue data) {
        return Json.object().add("success", true).add("data", data).build();
    }

    /** {@code {success: true, message, data}}. */
    public static JsonObject of(String message, JsonValue data) {
        return Json.object()
                .add("success", true)
                .add("message", message)
                .add("data", data)
                .build();
    }

    /** {@code {success: false, message, code}}. */
    public static JsonObject of(Refusal refusal) {
        return of(refusal, List.of(), Optional.empty());
    }

    /**
     * {@code {success: false, message, code, errors?, retryAfterMs?}}.
     *
     * @param errors the bad fields
     * @param retryAfter when to try again
     */
    public static JsonObject of(Refusal refusal, List<FieldError> errors, Optional<Duration> retryAfter) {
        JsonObjectBuilder envelope = Json.object()
                .add("success", false)
                .add("message", refusal == Refusal.TOKEN_MISSING ? TOKEN_MISSING : refusal.message())
                .add("code", refusal.code());
        if (!errors.isEmpty()) {
            JsonArrayBuilder list = Json.array();
            errors.forEach(
                    error -> list.add(Json.object().add("field", error.field()).add("message", error.message())));
            envelope.add("errors", list);
        }
        retryAfter.ifPresent(wait -> envelope.add("retryAfterMs", Json.millis(wait)));
        return envelope.build();
    }
}
