package foyer.engineio;

/** What a client sent is not a packet of the protocol. Carries no stack trace: bad input is not exceptional. */
public final class PacketException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, without any of the client's data in it
     */
    public PacketException(String message) {
        super(message, null, false, false);
    }
}
