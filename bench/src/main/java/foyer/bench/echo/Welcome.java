package foyer.bench.echo;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers as if it made a token, and makes none. */
@Path("guest")
public class Welcome {

    private static final String ANSWER = "{\"token\":\"" + "x".repeat(400) + "\"}";

    /** A new guest, whoever it is. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response begin(String body) {
        return Response.status(Response.Status.CREATED).entity(ANSWER).build();
    }
}
