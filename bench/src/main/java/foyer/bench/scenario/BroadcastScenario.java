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
 * One event to everybody: a guest changes its profile, and the statistics, which list twenty users, go out to all. The place the
 * guest says it is at is a number, so that each listener knows whether it has missed one. The next one is due 200 ms after the last,
 * but not before everybody has that: changes that follow each other faster than a server wants to tell everybody are told together.
 * An operation is one delivery.
 */
public final class BroadcastScenario implements Scenario {

    private static final int LISTENERS = 2000;
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] STATS = Guest.event("realtime:stats");
    private static final byte[] LOCATION = Ascii.bytes("\"location\":\"n");

    @Override
    public String name() {
        return "broadcast";
    }

    /** The shortest interval there is, and as many users as make the message one of five kilobytes. */
    @Override
    public Map<String, String> settings() {
        return Map.of("foyer.stats.interval", "PT0.1S", "foyer.stats.max-users", "20");
    }

    @Override
    public void play(Stage stage) {
        int listeners = stage.plan().guests(LISTENERS);
        Listeners heard = new Listeners(stage);
        try (Tokens tokens = stage.tokens()) {
            Crowd crowd = stage.crowd(heard);
            crowd.add(tokens.take(listeners), AT_ONCE, nanos -> {});
            // Comes last, and so stands first in the list.
            Crowd speaker = stage.crowd(new Guest.Listener() {});
            speaker.add(tokens.take(1), 1, nanos -> {});
            // Until the statistics say nothing new any more
            stage.loop().runFor(Duration.ofSeconds(3));
            stage.measure(
                    name(),
                    measurement -> heard.run(measurement, speaker.guests().get(0)));
            stage.note("broadcast-size", Map.of("bytes", (double) heard.bytes));
            speaker.leave();
            crowd.leave();
        }
    }

    private static final class Listeners implements Guest.Listener {
        private final Stage stage;
        private final Map<Guest, long[]> last = new HashMap<>();
        private Measurement measurement;
        private Guest speaker;
        private long end;
        private long said;
        private long saidAt;
        private int awaited;
        private int bytes;

        Listeners(Stage stage) {
            this.stage = stage;
        }

        void run(Measurement newMeasurement, Guest newSpeaker) {
            measurement = newMeasurement;
            speaker = newSpeaker;
            end = System.nanoTime() + stage.plan().seconds().toNanos();
            speak();
            stage.loop()
                    .runUntil(
                            () -> awaited <= 0 && System.nanoTime() - end >= 0,
                            stage.plan().seconds().plus(PATIENCE));
            measurement.stopWatch();
            measurement.lost(Math.max(0, awaited));
            last.values().forEach(number -> number[0] = said);
        }

        private void speak() {
            saidAt = System.nanoTime();
            if (saidAt - end >= 0) {
                return;
            }
            awaited = last.size();
            speaker.send(Ascii.bytes("42[\"guest:update\",{\"location\":\"n" + ++said + "\"}]"));
        }

        @Override
        public void onEstablished(Guest guest) {
            last.put(guest, new long[] {0});
        }

        @Override
        public void onEvent(Guest guest, byte[] buffer, int offset, int length) {
            if (measurement == null || !Ascii.startsWith(buffer, offset, length, STATS)) {
                return;
            }
            int at = Ascii.find(buffer, offset, length, LOCATION);
            if (at < 0) {
                return; // the speaker has not spoken yet
            }
            long number = Ascii.number(buffer, at + LOCATION.length, offset + length);
            long[] before = last.get(guest);
            if (number == before[0] + 1) {
                bytes = length;
                measurement.done(System.nanoTime() - saidAt);
                if (--awaited == 0) {
                    Measurement now = measurement;
                    stage.loop().at(saidAt + INTERVAL.toNanos(), () -> {
                        if (measurement == now) {
                            speak();
                        }
                    });
                }
            } else {
                measurement.duplicated();
            }
            before[0] = number;
        }

        @Override
        public void onEnded(Guest guest, String why) {
            if (measurement != null) {
                measurement.error(why);
            }
        }
    }
}
