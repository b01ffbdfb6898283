package foyer.engineio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A GET request of a client that reads its answer at once. */
final class RecordingPoll implements PollingTransport.Poll {

    private final List<String> received;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<EngineError> refusal = Optional.empty();

    RecordingPoll() {
        this(new ArrayList<>());
    }

    /** @param received gets the packets of the answer, in their order; guarded by itself */
    RecordingPoll(List<String> received) {
        this.received = received;
    }

    @Override
    public void answer(String payload, Transport.WriteCallback written) {
        synchronized (received) {
            PacketCodec.split(payload).forEachRemaining(received::add);
        }
        written.done(true);
        ended.countDown();
    }

    @Override
    public void refuse(EngineError error) {
        refusal = Optional.of(error);
        ended.countDown();
    }

    List<String> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    Optional<EngineError> refusal() {
        return refusal;
    }

    boolean isWaiting() {
        return ended.getCount() > 0;
    }

    boolean awaitEnd() throws InterruptedException {
        return ended.await(10, TimeUnit.SECONDS);
    }
}
