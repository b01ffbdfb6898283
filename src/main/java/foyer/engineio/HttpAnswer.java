package foyer.engineio;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A complete answer to a request.
 *
 * @param body UTF-8
 */
record HttpAnswer(int status, String contentType, byte[] body) {

    /** What a POST request is told when its packets were taken. */
    static final HttpAnswer OK = text("ok");

    private static final int SHORT = 16 * 1024;

    static HttpAnswer text(String body) {
        return new HttpAnswer(200, "text/plain; charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpAnswer of(EngineError error) {
        return new HttpAnswer(error.status(), "application/json", error.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the answer fits into the container's buffers, so that no client can make its writer wait. */
    boolean isShort() {
        return body.length <= SHORT;
    }

    /** Sets status and headers, all that comes before the body. */
    void begin(HttpServletResponse response) {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    /** Writes the whole answer, in the thread of its request; for short ones. */
    void writeTo(HttpServletResponse response) throws IOException {
        begin(response);
        response.getOutputStream().write(body);
    }
}
