package foyer.engineio;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;

/** What the container gives an application as a request may be wrapped. */
final class Requests {

    private Requests() {}

    /** The container's own object within all wrappers. */
    static ServletRequest innermost(ServletRequest request) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        return innermost;
    }
}
