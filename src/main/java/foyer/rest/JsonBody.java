package foyer.rest;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JSON object of a request body. Fields are asked for by name; those nobody asks for are ignored. For one request. */
public final class JsonBody {

    private final JsonObject object;
    private final List<FieldError> errors = new ArrayList<>();

    /** The body, or another object that is read by the same rules. */
    public JsonBody(JsonObject object) {
        this.object = object;
    }

    /** A field's text without the blanks around it; empty when it is absent, {@code null} or blank. What is not text is an error. */
    public Optional<String> text(String field) {
        JsonValue value = object.getOrDefault(field, JsonValue.NULL);
        if (value instanceof JsonString string) {
            return Optional.of(string.getString().strip()).filter(text -> !text.isEmpty());
        }
        if (value.getValueType() != JsonValue.ValueType.NULL) {
            errors.add(new FieldError(field, "must be a string"));
        }
        return Optional.empty();
    }

    List<FieldError> errors() {
        return List.copyOf(errors);
    }
}
