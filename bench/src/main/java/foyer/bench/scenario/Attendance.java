package foyer.bench.scenario;

import foyer.bench.client.Crowd;
import foyer.bench.client.Guest;
import foyer.bench.client.Tokens;
import foyer.bench.measure.Measurement;
import foyer.bench.net.Ascii;
import java.time.Duration;
import java.util.List;

/** A guest who asks how many are online: nobody may be left who has gone, nobody missing who is there. */
final class Attendance implements Guest.Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final byte[] ASK = Ascii.bytes("42[\"stats:request\"]");
    private static final byte[] ANSWER = Guest.event("stats:update");
    private static final byte[] ONLINE = Ascii.bytes("\"onlineUsers\":");

    private final Stage stage;
    private final Crowd observer;
    private long online = -1;

    Attendance(Stage stage, Tokens tokens) {
        this.stage = stage;
        this.observer = stage.crowd(this);
        observer.add(List.of(tokens.take(1).get(0)), 1, nanos -> {});
    }

    /** Waits until the server says that so many are online, this one not counted. */
    void check(long expected, Measurement measurement) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            online = -1;
            observer.guests().get(0).send(ASK);
            stage.loop().runUntil(() -> online >= 0, PATIENCE);
            if (online == expected + 1) {
                return;
            }
            stage.loop().runFor(PAUSE);
        } while (System.nanoTime() - end < 0);
        measurement.error("the server counts " + (online - 1) + " guests, and there are " + expected);
    }

    void leave() {
        observer.leave();
    }

    @Override
    public void onEvent(Guest guest, byte[] bytes, int offset, int length) {
        if (Ascii.startsWith(bytes, offset, length, ANSWER)) {
            int at = Ascii.find(bytes, offset, length, ONLINE) + ONLINE.length;
            online = Ascii.number(bytes, at, offset + length);
        }
    }
}
