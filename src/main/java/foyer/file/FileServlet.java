package foyer.file;

import foyer.edge.Refusal;
import foyer.rest.Envelope;
import foyer.rest.ServletAnswer;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code /api/temp-files}: files go out to whoever has a link ({@link FileLinks}). A servlet and no REST resource, for the bytes are
 * sent without a thread that waits for the client ({@link FileTransfer}).
 */
@WebServlet(urlPatterns = "/api/temp-files/*", asyncSupported = true)
public class FileServlet extends HttpServlet {

    private static final System.Logger LOG = System.getLogger(FileServlet.class.getName());
    private static final long serialVersionUID = 1L;
    private static final String SHOW = "temp";
    private static final String DOWNLOAD = "download";
    private static final String INFO = "info";

    /** No script, no form, no plugin, no origin: whatever a browser makes of the bytes, it can do nothing. */
    private static final String CONTENT_SECURITY_POLICY = "sandbox; default-src 'none'";

    @Inject
    private transient RoomFiles files;

    @Inject
    private transient FileLinks links;

    @Inject
    private transient Downloads downloads;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = Optional.ofNullable(request.getPathInfo()).orElse("").split("/", -1);
        if (path.length != 3 || !path[0].isEmpty()) {
            ServletAnswer.send(response, Refusal.NOT_FOUND);
            return;
        }
        Optional<StoredFile> file;
        try {
            file = find(request, path[2]);
        } catch (IOException e) {
            refuseForNow(response, e);
            return;
        }
        switch (path[1]) {
            case SHOW, DOWNLOAD -> {
                if (file.isPresent()) {
                    send(file.get(), path[1].equals(SHOW) && file.get().type().safe(), request, response);
                } else {
                    ServletAnswer.send(response, Refusal.FILE_NOT_FOUND);
                }
            }
            case INFO -> {
                if (file.isPresent()) {
                    describe(file.get(), response);
                } else {
                    ServletAnswer.send(response, Refusal.FILE_NOT_FOUND);
                }
            }
            default -> ServletAnswer.send(response, Refusal.NOT_FOUND);
        }
    }

    /** Without a body, and without opening the file. */
    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        doGet(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuseMethod(response);
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuseMethod(response);
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuseMethod(response);
    }

    private static void refuseForNow(HttpServletResponse response, IOException fault) throws IOException {
        LOG.log(Level.WARNING, "The store of files fails: {0}", fault.getMessage());
        ServletAnswer.send(response, Refusal.UNAVAILABLE);
    }

    private static void refuseMethod(HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "GET, HEAD, OPTIONS");
        ServletAnswer.send(response, Refusal.METHOD_NOT_ALLOWED);
    }

    private Optional<StoredFile> find(HttpServletRequest request, String fileId) throws IOException {
        String expires = Optional.ofNullable(request.getParameter("e")).orElse("");
        String signature = Optional.ofNullable(request.getParameter("s")).orElse("");
        return links.isGood(fileId, expires, signature) ? files.find(fileId) : Optional.empty();
    }

    private void send(StoredFile file, boolean inline, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<ByteRange> range = range(request, file);
        if (range.isPresent() && !range.get().isSatisfiable()) {
            response.setHeader("Content-Range", "bytes */" + file.size());
            response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            return;
        }
        boolean bodyWanted = request.getMethod().equals("GET");
        Optional<SeekableByteChannel> content;
        try {
            content = bodyWanted ? files.open(file.fileId()) : Optional.empty();
        } catch (IOException e) {
            refuseForNow(response, e);
            return;
        }
        if (bodyWanted && content.isEmpty()) {
            ServletAnswer.send(response, Refusal.FILE_NOT_FOUND);
            return;
        }
        ByteRange sent = range.orElseGet(() -> new ByteRange(0, file.size() - 1));
        range.ifPresent(part -> {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + file.size());
        });
        setHeaders(file, inline, response);
        response.setContentLengthLong(sent.length());
        if (content.isPresent()) {
            downloads.send(request, content.get(), sent);
        }
    }

    private static void setHeaders(StoredFile file, boolean inline, HttpServletResponse response) {
        response.setContentType(file.type().mime());
        response.setHeader(
                "Content-Disposition",
                inline ? ContentDisposition.inline(file.name()) : ContentDisposition.attachment(file.name()));
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("ETag", etag(file));
        // The link is what opens the door, and pages of other origins show pictures too.
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /** The part that is asked for; a file never changes, so that {@code If-Range} with another tag is about another file. */
    private static Optional<ByteRange> range(HttpServletRequest request, StoredFile file) {
        String condition = request.getHeader("If-Range");
        if (condition != null && !condition.equals(etag(file))) {
            return Optional.empty();
        }
        return Optional.ofNullable(request.getHeader("Range")).flatMap(header -> ByteRange.parse(header, file.size()));
    }

    private static String etag(StoredFile file) {
        return '"' + file.fileId() + '"';
    }

    private static void describe(StoredFile file, HttpServletResponse response) throws IOException {
        JsonObject envelope = Envelope.of(FileJson.info(file));
        byte[] body = envelope.toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
