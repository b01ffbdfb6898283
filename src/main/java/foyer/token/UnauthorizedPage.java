package foyer.token;

import foyer.edge.Refusal;
import foyer.rest.BearerHeader;
import foyer.rest.Cors;
import foyer.rest.SecurityHeaders;
import foyer.rest.ServletAnswer;
import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The error page of 401 ({@code web.xml}). A bad bearer header is refused by the container before any filter of ours runs;
 * here the answer gets the envelope, the reason, and the headers the filters would have added.
 */
@WebServlet(urlPatterns = UnauthorizedPage.PATH, asyncSupported = true)
public class UnauthorizedPage extends HttpServlet {

    static final String PATH = "/error/unauthorized";

    private static final long serialVersionUID = 1L;

    @Inject
    private transient TokenVerifier tokens;

    @Inject
    private transient Cors cors;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        SecurityHeaders.apply(request, response);
        cors.apply(request, response);
        response.setHeader("Cache-Control", "no-store");
        ServletAnswer.send(response, refusal(BearerHeader.token(request.getHeader("Authorization"))));
    }

    private Refusal refusal(Optional<String> token) {
        if (token.isEmpty()) {
            return Refusal.TOKEN_MISSING;
        }
        try {
            tokens.verify(token.get());
            // The container was stricter than we are, or its clock a moment ahead.
            return Refusal.TOKEN_INVALID;
        } catch (TokenRefused e) {
            return e.refusal();
        }
    }
}
