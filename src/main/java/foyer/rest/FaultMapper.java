package foyer.rest;

import foyer.cluster.StoreUnavailableException;
import foyer.edge.Refusal;
import jakarta.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** Gives everything a resource or the server throws the form of the envelope; no stack trace ever leaves. */
@Provider
public class FaultMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(FaultMapper.class.getName());

    @Context
    private HttpHeaders headers;

    @Override
    public Response toResponse(Throwable fault) {
        if (fault instanceof WebApplicationException known) {
            Response given = known.getResponse();
            if (fault instanceof Refused || given.getStatus() < 400) {
                return given;
            }
            if (given.getStatus() < 500) {
                return answer(given);
            }
        }
        if (fault instanceof StoreUnavailableException) {
            LOG.log(Level.DEBUG, "Refused: {0}", fault.getMessage());
            return Refused.response(Refusal.UNAVAILABLE.status(), Envelope.of(Refusal.UNAVAILABLE));
        }
        String number = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "Fault " + number, fault);
        JsonObject envelope = Json.PROVIDER
                .createObjectBuilder(Envelope.of(Refusal.INTERNAL_ERROR))
                .add("fault", number)
                .build();
        return Refused.response(Refusal.INTERNAL_ERROR.status(), envelope);
    }

    /** What the server itself refused; its headers ({@code Allow}) are kept, its words are not. */
    private Response answer(Response given) {
        Refusal refusal = refusal(given.getStatus());
        Response answer = Refused.response(refusal.status(), Envelope.of(refusal));
        String allow = given.getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    private Refusal refusal(int status) {
        return switch (status) {
            // A server says 403 or 401, as it likes, to somebody it does not know at all.
            case 401, 403 -> saysWhoItIs() ? Refusal.FORBIDDEN : Refusal.TOKEN_MISSING;
            case 404 -> Refusal.NOT_FOUND;
            case 405 -> Refusal.METHOD_NOT_ALLOWED;
            case 406 -> Refusal.NOT_ACCEPTABLE;
            case 413 -> Refusal.TOO_LARGE;
            case 415 -> Refusal.UNSUPPORTED_TYPE;
            default -> Refusal.BAD_REQUEST;
        };
    }

    private boolean saysWhoItIs() {
        return BearerHeader.token(headers.getHeaderString(HttpHeaders.AUTHORIZATION))
                .isPresent();
    }
}
