package foyer.rest;

import foyer.edge.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends an envelope from where there is no REST: filters and error pages. */
public final class ServletAnswer {

    private ServletAnswer() {}

    /** Sends a refusal with its status. */
    public static void send(HttpServletResponse response, Refusal refusal) throws IOException {
        byte[] body = Envelope.of(refusal).toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(refusal.status());
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
