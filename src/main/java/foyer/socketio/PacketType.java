package foyer.socketio;

import foyer.engineio.PacketException;

/** The packet types of Socket.IO v5; the order is that of the digits on the wire. */
enum PacketType {
    CONNECT,
    DISCONNECT,
    EVENT,
    ACK,
    CONNECT_ERROR,
    BINARY_EVENT,
    BINARY_ACK;

    private static final PacketType[] BY_CODE = values();

    /** The digit this type has on the wire. */
    char code() {
        return (char) ('0' + ordinal());
    }

    boolean isBinary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }

    static PacketType of(char code) throws PacketException {
        int index = code - '0';
        if (index < 0 || index >= BY_CODE.length) {
            throw new PacketException("unknown packet type");
        }
        return BY_CODE[index];
    }
}
