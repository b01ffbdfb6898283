package foyer.bench.scenario;

import foyer.bench.client.Guest;
import foyer.bench.client.Tokens;
import foyer.bench.measure.Measurement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** Guests who connect, and whose line is cut as soon as they are in: no packet, no close frame. Tokens are not counted. */
public final class Churn implements Scenario {

    private static final int GUESTS = 400;
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "churn";
    }

    @Override
    public void play(Stage stage) {
        try (Tokens tokens = stage.tokens()) {
            Queue<String> all = new ArrayDeque<>(tokens.take(GUESTS));
            Attendance attendance = new Attendance(stage, tokens);
            stage.measure(name(), measurement -> {
                new Run(stage, all, measurement).play();
                attendance.check(0, measurement);
            });
            attendance.leave();
        }
    }

    private static final class Run {
        private final Stage stage;
        private final Queue<String> tokens;
        private final Measurement measurement;
        private int underWay;
        private boolean over;

        Run(Stage stage, Queue<String> tokens, Measurement measurement) {
            this.stage = stage;
            this.tokens = tokens;
            this.measurement = measurement;
        }

        void play() {
            for (int i = 0; i < AT_ONCE; i++) {
                begin();
            }
            stage.loop().runFor(stage.plan().seconds());
            over = true;
            if (!stage.loop().runUntil(() -> underWay == 0, PATIENCE)) {
                measurement.lost(underWay);
            }
            measurement.stopWatch();
        }

        private void begin() {
            underWay++;
            String token = tokens.remove();
            long began = System.nanoTime();
            new Guest(stage.loop(), stage.address(), token, new Guest.Listener() {
                        @Override
                        public void onEstablished(Guest guest) {
                            measurement.done(System.nanoTime() - began);
                            guest.drop();
                            ended(token);
                        }

                        @Override
                        public void onEnded(Guest guest, String why) {
                            measurement.error(why);
                            ended(token);
                        }
                    })
                    .connect();
        }

        private void ended(String token) {
            underWay--;
            tokens.add(token);
            if (!over) {
                begin();
            }
        }
    }
}
