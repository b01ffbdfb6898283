package foyer.rest;

import foyer.edge.Caller;
import foyer.edge.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;

/** Reads from a servlet request what {@link ClientAddress} needs. */
public final class Callers {

    private final ClientAddress addresses;

    /**
     * @param addresses knows the proxies
     */
    public Callers(ClientAddress addresses) {
        this.addresses = addresses;
    }

    /** Where the request comes from. */
    public Caller of(HttpServletRequest request) {
        return addresses.resolve(
                request.getRemoteAddr(),
                all(request, "X-Forwarded-For"),
                all(request, "X-Forwarded-Proto"),
                request.getScheme(),
                Optional.ofNullable(request.getHeader("Host")));
    }

    private static Optional<String> all(HttpServletRequest request, String name) {
        return Optional.of(String.join(",", Collections.list(request.getHeaders(name))))
                .filter(value -> !value.isEmpty());
    }
}
