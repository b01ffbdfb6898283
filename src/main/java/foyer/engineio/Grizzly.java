package foyer.engineio;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * The way from a servlet request to Grizzly, the HTTP engine below Payara. For the two things that Payara does not
 * tell a web application and that it must know: {@link Completion} and {@link ConnectionEnd}. On other servers there is no
 * such way, and no need for one.
 */
final class Grizzly {

    private static final System.Logger LOG = System.getLogger(Grizzly.class.getName());
    private static final String PAYARA_REQUEST = "org.apache.catalina.connector.RequestFacade";

    private Grizzly() {}

    /** Grizzly's request behind a request of Payara's. */
    static Optional<Object> requestOf(ServletRequest request) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        if (!innermost.getClass().getName().equals(PAYARA_REQUEST)) {
            return Optional.empty();
        }
        try {
            return Optional.of(call(call(innermost, "getUnwrappedCoyoteRequest"), "getCoyoteRequest"));
        } catch (ReflectiveOperationException e) {
            isNotAsItWas(e);
            return Optional.empty();
        }
    }

    /** Calls a public method without parameters. */
    static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    /** Says that this version of Payara is a stranger. */
    static void isNotAsItWas(ReflectiveOperationException e) {
        LOG.log(
                Level.WARNING,
                "Grizzly is not as it was: clients that vanish in the middle of a request may disturb others",
                e);
    }
}
