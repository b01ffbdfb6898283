package foyer.rest;

import jakarta.json.JsonValue;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Turns request bodies into forms: records with Bean Validation constraints. Any thread may use it. */
public final class Forms {

    private final Validator validator;

    /**
     * @param validator checks the constraints
     */
    public Forms(Validator validator) {
        this.validator = validator;
    }

    /**
     * Reads a form and checks it.
     *
     * @param body the body; {@code null}, as some servers give it for a request without one, counts as empty
     * @param reader takes the fields it needs from the body
     * @throws Refused {@code INVALID_INPUT}, naming every field that is wrong
     */
    public <T> T read(JsonBody body, Function<JsonBody, T> reader) {
        JsonBody given = body == null ? new JsonBody(JsonValue.EMPTY_JSON_OBJECT) : body;
        T form = reader.apply(given);
        List<FieldError> errors = new ArrayList<>(given.errors());
        for (ConstraintViolation<T> violation : validator.validate(form)) {
            FieldError error = new FieldError(violation.getPropertyPath().toString(), violation.getMessage());
            if (errors.stream().noneMatch(known -> known.field().equals(error.field()))) {
                errors.add(error);
            }
        }
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparing(FieldError::field));
            throw Refused.invalid(errors);
        }
        return form;
    }
}
