package foyer.engineio;

/**
 * What the layer above does with one connection. All callbacks of one connection come one after another, on
 * a thread of the container that must not be held: decode, hand over, return.
 */
public interface ConnectionHandler {

    /** A text message arrived. */
    void onText(String data);

    /** A binary message arrived; the array is the handler's to keep. */
    void onBinary(byte[] data);

    /**
     * The connection is over. Called exactly once. It may come from any thread, while a message is still being
     * handled on another; a message that arrived in that very moment may be handed over a little later.
     *
     * @param reason why
     */
    void onClose(CloseReason reason);
}
