package foyer.engineio;

/** The packet types of Engine.IO v4; the order is that of the digits on the wire. */
public enum PacketType {
    OPEN,
    CLOSE,
    PING,
    PONG,
    MESSAGE,
    UPGRADE,
    NOOP;

    private static final PacketType[] BY_CODE = values();

    /** The digit this type has on the wire. */
    public char code() {
        return (char) ('0' + ordinal());
    }

    /**
     * The type of a digit.
     *
     * @throws PacketException if no type has it
     */
    static PacketType of(char code) throws PacketException {
        if (code < '0' || code >= '0' + BY_CODE.length) {
            throw new PacketException("unknown packet type");
        }
        return ofDigit(code);
    }

    /** The type of a digit that is known to be one. */
    static PacketType ofDigit(char code) {
        return BY_CODE[code - '0'];
    }
}
