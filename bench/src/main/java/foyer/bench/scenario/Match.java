package foyer.bench.scenario;

import foyer.bench.client.Crowd;
import foyer.bench.client.Guest;
import foyer.bench.client.Tokens;
import foyer.bench.measure.Measurement;
import foyer.bench.net.Ascii;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Everybody searches in one instant, again and again: each is matched once, and its partner with it; then one of the two leaves,
 * and the other hears of it. An operation is one guest matched, and free again.
 */
public final class Match implements Scenario {

    private static final int GUESTS = 500;
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] SEARCH = Ascii.bytes("42[\"user:match\"]");
    private static final byte[] LEAVE = Ascii.bytes("42[\"leave-room\"]");
    private static final byte[] MATCHED = Guest.event("user:matched");
    private static final byte[] CLOSED = Guest.event("room:closed");
    private static final byte[] PARTNER = Ascii.bytes("\"matchedUser\":{\"id\":\"");

    @Override
    public String name() {
        return "match";
    }

    @Override
    public void play(Stage stage) {
        Hall hall = new Hall(stage);
        try (Tokens tokens = stage.tokens()) {
            Crowd crowd = stage.crowd(hall);
            crowd.add(tokens.take(stage.plan().guests(GUESTS)), AT_ONCE, nanos -> {});
            stage.measure(name(), measurement -> hall.run(measurement, crowd));
            crowd.leave();
        }
    }

    private static final class Hall implements Guest.Listener {
        private final Stage stage;
        private final Map<String, String> partners = new HashMap<>();
        private Measurement measurement;
        private long began;
        private int closed;

        Hall(Stage stage) {
            this.stage = stage;
        }

        void run(Measurement newMeasurement, Crowd crowd) {
            measurement = newMeasurement;
            long end = System.nanoTime() + stage.plan().seconds().toNanos();
            do {
                round(crowd);
            } while (System.nanoTime() - end < 0 && measurement.errors() == 0);
            measurement.stopWatch();
        }

        private void round(Crowd crowd) {
            int guests = crowd.guests().size();
            partners.clear();
            closed = 0;
            began = System.nanoTime();
            crowd.guests().forEach(guest -> guest.send(SEARCH));
            if (!stage.loop().runUntil(() -> partners.size() >= guests, PATIENCE)) {
                measurement.lost(guests - partners.size());
                measurement.error("some guests found nobody");
            }
            partners.forEach((one, other) -> {
                if (!one.equals(partners.get(other))) {
                    measurement.error("a guest's partner has another partner");
                }
            });
            crowd.guests().stream()
                    .filter(guest -> guest.userId().compareTo(partners.getOrDefault(guest.userId(), "")) < 0)
                    .forEach(guest -> guest.send(LEAVE));
            if (!stage.loop().runUntil(() -> closed >= guests / 2, PATIENCE)) {
                measurement.error("some guests did not hear that their room was closed");
            }
        }

        @Override
        public void onEvent(Guest guest, byte[] bytes, int offset, int length) {
            if (Ascii.startsWith(bytes, offset, length, MATCHED)) {
                String partner = Ascii.quotedAfter(bytes, offset, length, PARTNER);
                if (partners.put(guest.userId(), partner) != null) {
                    measurement.duplicated();
                } else {
                    measurement.done(System.nanoTime() - began);
                }
            } else if (Ascii.startsWith(bytes, offset, length, CLOSED)) {
                closed++;
            }
        }

        @Override
        public void onEnded(Guest guest, String why) {
            if (measurement != null) {
                measurement.error(why);
            }
        }
    }
}
