package foyer.file;

import foyer.edge.Refusal;
import foyer.rest.FieldError;
import foyer.rest.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file is not taken; nothing is left of it. Unlike {@link Refused} it can be made without a server. */
final class UploadRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final transient List<FieldError> errors;
    private final transient Optional<Duration> wait;

    private UploadRefused(Refusal refusal, String message, List<FieldError> errors, Optional<Duration> wait) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.errors = errors;
        this.wait = wait;
    }

    UploadRefused(Refusal refusal) {
        this(refusal, refusal.message(), List.of(), Optional.empty());
    }

    /** Too many: come back later. */
    static UploadRefused until(Duration wait) {
        return new UploadRefused(Refusal.RATE_LIMITED, Refusal.RATE_LIMITED.message(), List.of(), Optional.of(wait));
    }

    /** Fields are missing or wrong. */
    static UploadRefused invalid(List<FieldError> errors) {
        String message = errors.stream()
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; "));
        return new UploadRefused(Refusal.INVALID_INPUT, message, errors, Optional.empty());
    }

    /** The answer. */
    Refused asAnswer() {
        return errors.isEmpty()
                ? wait.map(Refused::until).orElseGet(() -> new Refused(refusal))
                : Refused.invalid(errors);
    }
}
