package foyer.admin.metrics;

import foyer.admin.OperatorFilter;
import foyer.edge.Caller;
import foyer.edge.Refusal;
import foyer.rest.Callers;
import foyer.rest.ServletAnswer;
import jakarta.annotation.security.DeclareRoles;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code /foyer/metrics}: the figures of this node for Prometheus. For administrators, and for scrapers at the addresses of
 * {@code foyer.metrics.scrapers}.
 */
@WebServlet("/foyer/metrics")
@DeclareRoles(OperatorFilter.ROLE)
public class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    @Inject
    private transient Metrics metrics;

    @Inject
    private transient MetricsSettings settings;

    @Inject
    private transient Callers callers;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (!request.isUserInRole(OperatorFilter.ROLE) && !isScraper(request)) {
            if (request.getUserPrincipal() == null) {
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            } else {
                ServletAnswer.send(response, Refusal.FORBIDDEN);
            }
            return;
        }
        boolean openMetrics = Optional.ofNullable(request.getHeader("Accept"))
                .filter(accept -> accept.contains("application/openmetrics-text"))
                .isPresent();
        String type = openMetrics ? OPEN_METRICS : TEXT;
        response.setContentType(type);
        metrics.scrape(response.getOutputStream(), type);
    }

    /** A proxy that is not listed in {@code foyer.proxies} would lend its own address to everybody. */
    private boolean isScraper(HttpServletRequest request) {
        Caller caller = callers.of(request);
        boolean forwarded = request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
        boolean believed = !caller.address().equals(request.getRemoteAddr());
        return (!forwarded || believed) && settings.scrapers().contains(caller.address());
    }
}
