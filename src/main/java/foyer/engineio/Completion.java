package foyer.engineio;

import jakarta.servlet.AsyncContext;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Completes an asynchronous request, unless the client's connection has been closed before.
 *
 * <p>Payara lets nobody know of that, and completing such a request resumes a filter chain of Grizzly's that is
 * another connection's by then: somebody else's request is answered empty, or twice. So on Payara the suspended response
 * is asked first, under the lock that its closing takes. Other servers are left to themselves.
 */
public final class Completion {

    private static final System.Logger LOG = System.getLogger(Completion.class.getName());

    private final AsyncContext context;
    private final Optional<PayaraRequest.Suspension> suspension;

    /** To be made right after the request went asynchronous, in its thread. */
    public Completion(AsyncContext context) {
        this.context = context;
        this.suspension = PayaraRequest.of(context.getRequest()).map(PayaraRequest::suspension);
    }

    /** Completes the request; does nothing when that has been done, or when the connection is closed. */
    public void complete() {
        try {
            suspension.ifPresentOrElse(present -> present.ifPresent(context::complete), context::complete);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "The container ended the request already", e);
        }
    }
}
