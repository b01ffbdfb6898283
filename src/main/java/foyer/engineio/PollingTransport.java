package foyer.engineio;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A GET request waits for packets and is answered with all there are; a POST request brings packets. */
final class PollingTransport implements Transport {

    /** An answer is cut off at about this size; what is left waits for the next poll. */
    private static final int MOST_BYTES = 1 << 20;

    private final AtomicReference<Poll> waiting = new AtomicReference<>();
    private final AtomicBoolean receiving = new AtomicBoolean();

    /** A GET request that waits for its answer. Its methods never block. */
    interface Poll {

        /** Answers with packets. */
        void answer(String payload, WriteCallback written);

        /** Refuses the request. */
        void refuse(EngineError error);
    }

    /**
     * Takes a GET request.
     *
     * @return false when another one waits already, which the protocol forbids
     */
    boolean offer(Poll poll) {
        return waiting.compareAndSet(null, poll);
    }

    /**
     * Begins a POST request, whose end is {@link #endReceiving()}.
     *
     * @return false when another one is under way, which the protocol forbids
     */
    boolean beginReceiving() {
        return receiving.compareAndSet(false, true);
    }

    void endReceiving() {
        receiving.set(false);
    }

    /** Refuses the waiting request, if any: the client has moved on to another transport. */
    void discard() {
        takePoll().ifPresent(poll -> poll.refuse(EngineError.BAD_REQUEST));
    }

    @Override
    public TransportName name() {
        return TransportName.POLLING;
    }

    @Override
    public boolean isWritable() {
        return waiting.get() != null;
    }

    @Override
    public int batch() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int batchBytes() {
        return MOST_BYTES;
    }

    @Override
    public void write(List<Packet> packets, WriteCallback written) {
        takePoll().ifPresentOrElse(poll -> poll.answer(PacketCodec.join(packets), written), () -> written.done(false));
    }

    @Override
    public void close(CloseReason reason) {
        takePoll().ifPresent(poll -> poll.answer(Packet.CLOSE.encoded(), ok -> {}));
    }

    private Optional<Poll> takePoll() {
        return Optional.ofNullable(waiting.getAndSet(null));
    }
}
