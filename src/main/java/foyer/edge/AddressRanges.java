package foyer.edge;

import java.util.List;

/** Addresses that are trusted with something. */
public final class AddressRanges {

    private final List<IpRange> ranges;

    /**
     * @param ranges addresses and CIDR ranges
     * @throws IllegalArgumentException when one is neither; the message says which
     */
    public AddressRanges(List<String> ranges) {
        this.ranges = ranges.stream().map(IpRange::parse).toList();
    }

    /** Whether an address, given as text, is one of them. */
    public boolean contains(String address) {
        return IpAddress.parse(address)
                .filter(ip -> ranges.stream().anyMatch(range -> range.contains(ip)))
                .isPresent();
    }
}
