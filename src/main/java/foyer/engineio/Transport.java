package foyer.engineio;

import java.util.List;

/**
 * What carries the packets of a connection. {@link #isWritable} and {@link #write} are called by the one
 * writer of the connection; {@link #close} may come from any thread.
 */
interface Transport {

    TransportName name();

    /** Whether a write can begin now. */
    boolean isWritable();

    /** The thread that this transport writes with. Any thread may ask. */
    default IoThread thread() {
        return IoThread.CALLER;
    }

    /** How many packets one write takes at most. */
    int batch();

    /** About how many bytes one write takes, if it takes more than one packet. */
    int batchBytes();

    /**
     * Begins to write; never blocks.
     *
     * @param written called once, from any thread and maybe before this method returns
     */
    void write(List<Packet> packets, WriteCallback written);

    /** Ends the transport at once and never blocks; no write is begun after it. */
    void close(CloseReason reason);

    /** The end of a write. */
    @FunctionalInterface
    interface WriteCallback {

        /** @param ok whether the packets were handed to the network */
        void done(boolean ok);
    }
}
