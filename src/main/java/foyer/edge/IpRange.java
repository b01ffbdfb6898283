package foyer.edge;

/** A range of addresses in CIDR notation; a lone address is a range of one. */
record IpRange(byte[] network, int prefix) {

    /**
     * @throws IllegalArgumentException when the text is neither an address nor a range
     */
    static IpRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] network =
                IpAddress.parse(address).orElseThrow(() -> notARange(text)).bytes();
        int bits = network.length * 8;
        int prefix = bits;
        if (slash >= 0) {
            try {
                prefix = Integer.parseInt(text.substring(slash + 1));
            } catch (NumberFormatException e) {
                throw notARange(text);
            }
        }
        if (prefix < 0 || prefix > bits) {
            throw notARange(text);
        }
        return new IpRange(network, prefix);
    }

    boolean contains(IpAddress address) {
        byte[] other = address.bytes();
        if (other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((other[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException notARange(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is neither an IP address nor a range such as 10.0.0.0/8 or fd00::/8");
    }
}
