package foyer.edge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the client behind the proxies. {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are believed only when the peer is
 * a proxy of ours ({@code foyer.proxies}): everybody else may write in them what they like.
 *
 * <p>Each proxy adds its peer at the right end of {@code X-Forwarded-For}. Read from the right, the first address that is
 * not a proxy of ours is the client; what stands left of it is hearsay.
 */
public final class ClientAddress {

    private final List<IpRange> proxies;

    /** No proxies: headers are believed of nobody. */
    public ClientAddress() {
        this(List.of());
    }

    /**
     * @param proxies addresses and CIDR ranges of the proxies in front of this server
     * @throws IllegalArgumentException when one is neither; the message says which
     */
    public ClientAddress(List<String> proxies) {
        this.proxies = proxies.stream().map(IpRange::parse).toList();
    }

    /**
     * @param peer the address the connection comes from
     * @param forwardedFor the values of {@code X-Forwarded-For}, joined with commas when there are several
     * @param forwardedProto the value of {@code X-Forwarded-Proto}
     * @param scheme {@code http} or {@code https}, as the container sees it
     * @param host the {@code Host} header (the proxy must pass it on)
     */
    public Caller resolve(
            String peer,
            Optional<String> forwardedFor,
            Optional<String> forwardedProto,
            String scheme,
            Optional<String> host) {
        boolean proxied = isProxy(peer);
        String address = proxied ? forwardedFor.map(list -> client(list, peer)).orElse(peer) : peer;
        String seenScheme =
                proxied ? forwardedProto.flatMap(ClientAddress::scheme).orElse(scheme) : scheme;
        return new Caller(address, seenScheme + "://" + host.orElse(""));
    }

    private String client(String forwardedFor, String peer) {
        String[] hops = forwardedFor.split(",");
        String trusted = peer;
        for (int i = hops.length - 1; i >= 0; i--) {
            Optional<IpAddress> hop = IpAddress.parse(withoutPort(hops[i].trim()));
            if (hop.isEmpty()) {
                return trusted;
            }
            trusted = hop.get().toString();
            if (!isProxy(trusted)) {
                return trusted;
            }
        }
        return trusted;
    }

    private boolean isProxy(String address) {
        return !proxies.isEmpty()
                && IpAddress.parse(address)
                        .filter(ip -> proxies.stream().anyMatch(range -> range.contains(ip)))
                        .isPresent();
    }

    /** Some proxies write {@code 192.0.2.1:4711} or {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String hop) {
        int colon = hop.lastIndexOf(':');
        boolean v4WithPort = colon > 0 && hop.indexOf(':') == colon;
        boolean v6WithPort = hop.startsWith("[") && colon > hop.indexOf(']');
        return v4WithPort || v6WithPort ? hop.substring(0, colon) : hop;
    }

    /** The last value is the nearest proxy's own. */
    private static Optional<String> scheme(String forwardedProto) {
        String last = forwardedProto
                .substring(forwardedProto.lastIndexOf(',') + 1)
                .trim()
                .toLowerCase(Locale.ROOT);
        return last.equals("http") || last.equals("https") ? Optional.of(last) : Optional.empty();
    }
}
