package foyer.file;

import foyer.edge.Caller;
import foyer.guest.CurrentGuest;
import foyer.guest.GuestSession;
import foyer.rest.Callers;
import foyer.rest.Envelope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** {@code /api/files}: what a guest sends to the room it is in. */
@Path("files")
@RequestScoped
@Consumes(MediaType.MULTIPART_FORM_DATA)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("guest")
public class FilesResource {

    @Inject
    private Uploads uploads;

    @Inject
    private FileLinks links;

    @Inject
    private CurrentGuest current;

    @Inject
    private Callers callers;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpHeaders headers;

    /** Takes a file. The body is read as it comes in. */
    @POST
    @Path("upload")
    public JsonObject upload(InputStream form) {
        return receive(UploadKind.FILE, "File uploaded successfully", form);
    }

    /** Takes a voice note. */
    @POST
    @Path("voice")
    public JsonObject voice(InputStream form) {
        return receive(UploadKind.VOICE, "Voice message uploaded successfully", form);
    }

    private JsonObject receive(UploadKind kind, String message, InputStream form) {
        GuestSession guest = current.session();
        Caller caller = callers.of(request);
        String boundary = headers.getMediaType().getParameters().getOrDefault("boundary", "");
        Sender sender = new Sender(guest.userId(), guest.sessionId(), caller.network());
        try {
            StoredFile file = uploads.receive(sender, kind, boundary, form);
            String base = caller.ownOrigin() + request.getContextPath();
            return Envelope.of(message, FileJson.uploaded(file, links.show(base, file), links.download(base, file)));
        } catch (UploadRefused refused) {
            throw refused.asAnswer();
        }
    }
}
