package foyer.rest;

import foyer.edge.Refusal;
import jakarta.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Ends a request with a refusal: thrown by a resource, answered with the envelope. */
public final class Refused extends WebApplicationException {

    private static final long serialVersionUID = 1L;

    /** With the refusal's own status. */
    public Refused(Refusal refusal) {
        this(refusal, refusal.status());
    }

    /** With another status, where the contract wants one. */
    public Refused(Refusal refusal, int status) {
        super(refusal.message(), response(status, Envelope.of(refusal)));
    }

    private Refused(String message, Response response) {
        super(message, response);
    }

    /** Too often: come back later. */
    public static Refused until(Duration wait) {
        Refusal refusal = Refusal.RATE_LIMITED;
        JsonObject envelope = Envelope.of(refusal, List.of(), Optional.of(wait));
        Response response = Response.fromResponse(response(refusal.status(), envelope))
                .header(HttpHeaders.RETRY_AFTER, wait.plusNanos(999_999_999).toSeconds())
                .build();
        return new Refused(refusal.message(), response);
    }

    /** The body's fields are wrong; the exception's message names them. */
    public static Refused invalid(List<FieldError> errors) {
        Refusal refusal = Refusal.INVALID_INPUT;
        String message = errors.stream()
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; "));
        return new Refused(message, response(refusal.status(), Envelope.of(refusal, errors, Optional.empty())));
    }

    static Response response(int status, JsonObject envelope) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(envelope)
                .build();
    }
}
