package foyer.rest;

import foyer.edge.Refusal;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * First at every request: security headers, CORS, preflights. A page of an origin that is not allowed gets 403 from
 * {@code /api}; elsewhere it merely cannot read the answer (sockets are refused by the engine's own filter).
 * It is mapped in {@code web.xml}, where the order of filters is the one written.
 */
public class EdgeFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Cors cors;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        SecurityHeaders.apply(request, response);
        boolean allowed = cors.apply(request, response);
        if (!allowed && (SecurityHeaders.isApi(request) || Cors.isPreflight(request))) {
            ServletAnswer.send(response, Refusal.ORIGIN_NOT_ALLOWED);
        } else if (Cors.isPreflight(request)) {
            Cors.answerPreflight(response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
