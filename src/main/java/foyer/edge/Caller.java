package foyer.edge;

/**
 * Where a request really comes from.
 *
 * @param address the client's IP address, as text
 * @param ownOrigin the origin under which the client sees this server, such as {@code https://example.com}
 */
public record Caller(String address, String ownOrigin) {

    /**
     * What rate limits are counted by: an IPv4 address itself, of an IPv6 address the network ({@code /64}), for one customer has
     * 2<sup>64</sup> addresses to choose from.
     */
    public String network() {
        return networkOf(address);
    }

    /** The same for an address alone. */
    public static String networkOf(String address) {
        return IpAddress.parse(address).map(IpAddress::network).orElse(address);
    }
}
