package foyer.edge;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which pages may talk to this server: one list for CORS, polling and the WebSocket handshake. The last needs it most, for a
 * browser lets any page open a WebSocket to anywhere.
 *
 * <p>Unless {@code foyer.origins} lists others, the server's own origin and any port of localhost are allowed. A value replaces
 * both. Origins are compared whole: scheme, host and port. {@code null} (a sandboxed page, a file) is never allowed. A request
 * without {@code Origin} does not come from a page and is allowed: its token decides.
 */
public final class OriginPolicy {

    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> listed;

    /** The default policy: same origin, and localhost. */
    public OriginPolicy() {
        this(List.of());
    }

    /**
     * @param origins the allowed origins ({@code https://example.com}, {@code http://example.com:8080}); none for the default policy
     * @throws IllegalArgumentException when one is not an origin; the message says which and why
     */
    public OriginPolicy(List<String> origins) {
        Set<String> normal = new TreeSet<>();
        for (String origin : origins) {
            normal.add(normalize(origin)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + origin + "' is not an origin such as https://example.com or http://localhost:5173")));
        }
        this.listed = Set.copyOf(normal);
    }

    /**
     * Whether a request may go on.
     *
     * @param origin the {@code Origin} header, as it came
     * @param own the origin under which the client sees this server, see {@link Caller#ownOrigin()}
     */
    public boolean allows(Optional<String> origin, String own) {
        if (origin.isEmpty()) {
            return true;
        }
        Optional<String> asked = normalize(origin.get());
        if (asked.isEmpty()) {
            return false;
        }
        if (!listed.isEmpty()) {
            return listed.contains(asked.get());
        }
        return asked.equals(normalize(own)) || isLocal(asked.get());
    }

    private static boolean isLocal(String normal) {
        return LOCAL_HOSTS.contains(URI.create(normal).getHost());
    }

    /** Scheme and host in lower case, without the scheme's own port; empty unless it is an http or https origin and nothing more. */
    private static Optional<String> normalize(String origin) {
        URI uri;
        try {
            uri = new URI(origin);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        boolean nothingMore = "".equals(uri.getRawPath())
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawUserInfo() == null;
        if (!web || !nothingMore || uri.getHost() == null || uri.getPort() > 65535) {
            return Optional.empty();
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean usualPort = uri.getPort() == -1 || uri.getPort() == (scheme.equals("http") ? 80 : 443);
        return Optional.of(scheme + "://" + host + (usualPort ? "" : ":" + uri.getPort()));
    }
}
