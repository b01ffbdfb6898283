package foyer.bench.scenario;

import foyer.bench.client.Crowd;
import foyer.bench.client.Guest;
import foyer.bench.client.Operator;
import foyer.bench.client.Tokens;
import foyer.bench.measure.Measurement;
import foyer.bench.net.Ascii;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * One event to everybody, which bears a number, so that each listener knows whether it has missed one. The next one is due a fixed
 * time after the last, but not before everybody has that. An operation is one delivery.
 */
public final class BroadcastScenario implements Scenario {

    private static final int LISTENERS = 2000;
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Topic topic;

    private BroadcastScenario(Topic topic) {
        this.topic = topic;
    }

    /** An operator's notice of 500 characters, ten times a second; from servers without operators, a guest's. */
    public static Scenario notice() {
        return new BroadcastScenario(Topic.NOTICE);
    }

    /** A guest changes its profile, and the statistics go out to all; Foyer sets the pace. */
    public static Scenario statistics() {
        return new BroadcastScenario(Topic.STATISTICS);
    }

    /** What is told to everybody. */
    private enum Topic {
        NOTICE("broadcast", Map.of(), Duration.ofMillis(100), "server:notice", "\"message\":\"n") {

            @Override
            LongConsumer speaker(Guest guest, Optional<Operator> operator, Consumer<String> failed) {
                return number -> {
                    String start = "n" + number + " ";
                    String message = start + "x".repeat(NOTICE_CHARACTERS - start.length());
                    operator.ifPresentOrElse(
                            one -> one.tellEverybody(message, failed),
                            () -> guest.send(Ascii.bytes("42[\"notice\",{\"message\":\"" + message + "\"}]")));
                };
            }
        },
        /**
         * The place a guest says it is at is the number. Changes that follow each other faster than Foyer wants to tell everybody are told
         * together. The interval is the shortest there is, and the users are as many as make the message one of nearly five kilobytes.
         */
        STATISTICS(
                "statistics",
                Map.of("foyer.stats.interval", "PT0.1S", "foyer.stats.max-users", "20"),
                Duration.ofMillis(200),
                "realtime:stats",
                "\"location\":\"n") {

            @Override
            LongConsumer speaker(Guest guest, Optional<Operator> operator, Consumer<String> failed) {
                return number -> guest.send(Ascii.bytes("42[\"guest:update\",{\"location\":\"n" + number + "\"}]"));
            }
        };

        private static final int NOTICE_CHARACTERS = 500;

        private final String scenario;
        private final Map<String, String> settings;
        private final Duration interval;
        private final byte[] event;
        private final byte[] beforeNumber;

        Topic(String scenario, Map<String, String> settings, Duration interval, String event, String beforeNumber) {
            this.scenario = scenario;
            this.settings = settings;
            this.interval = interval;
            this.event = Guest.event(event);
            this.beforeNumber = Ascii.bytes(beforeNumber);
        }

        /** Who says a number, for everybody to hear it. */
        abstract LongConsumer speaker(Guest guest, Optional<Operator> operator, Consumer<String> failed);
    }

    @Override
    public String name() {
        return topic.scenario;
    }

    @Override
    public Map<String, String> settings() {
        return topic.settings;
    }

    @Override
    public void play(Stage stage) {
        Optional<Operator> operator = stage.operator();
        Listeners heard = new Listeners(stage, topic);
        try (Tokens tokens = stage.tokens()) {
            Crowd crowd = stage.crowd(heard);
            crowd.add(tokens.take(stage.plan().guests(LISTENERS)), AT_ONCE, nanos -> {});
            // Comes last, and so stands first in the list of the statistics.
            Crowd speaker = stage.crowd(new Guest.Listener() {});
            speaker.add(tokens.take(1), 1, nanos -> {});
            // Until the statistics say nothing new any more
            stage.loop().runFor(Duration.ofSeconds(3));
            Guest guest = speaker.guests().get(0);
            stage.measure(
                    name(), measurement -> heard.run(measurement, topic.speaker(guest, operator, measurement::error)));
            stage.note(name() + "-size", Map.of("bytes", (double) heard.bytes));
            speaker.leave();
            crowd.leave();
        } finally {
            operator.ifPresent(Operator::close);
        }
    }

    private static final class Listeners implements Guest.Listener {
        private final Stage stage;
        private final Topic topic;
        private final Map<Guest, long[]> last = new HashMap<>();
        private Measurement measurement;
        private LongConsumer speaker;
        private long end;
        private long said;
        private long saidAt;
        private int awaited;
        private int bytes;

        Listeners(Stage stage, Topic topic) {
            this.stage = stage;
            this.topic = topic;
        }

        void run(Measurement newMeasurement, LongConsumer newSpeaker) {
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
            speaker.accept(++said);
        }

        @Override
        public void onEstablished(Guest guest) {
            last.put(guest, new long[] {0});
        }

        @Override
        public void onEvent(Guest guest, byte[] buffer, int offset, int length) {
            if (measurement == null || !Ascii.startsWith(buffer, offset, length, topic.event)) {
                return;
            }
            int at = Ascii.find(buffer, offset, length, topic.beforeNumber);
            if (at < 0) {
                return; // statistics from before the first word
            }
            long number = Ascii.number(buffer, at + topic.beforeNumber.length, offset + length);
            long[] before = last.get(guest);
            if (number == before[0] + 1) {
                bytes = length;
                measurement.done(System.nanoTime() - saidAt);
                if (--awaited == 0) {
                    Measurement now = measurement;
                    stage.loop().at(saidAt + topic.interval.toNanos(), () -> {
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
