package foyer.bench.scenario;

import foyer.bench.client.Guest;
import foyer.bench.client.Tokens;
import foyer.bench.measure.Measurement;
import java.time.Duration;

/** Guests who come and go: a token, the connection, {@code connection:established}, the disconnect; some at a time, or at a fixed rate. */
public final class Lifecycle implements Scenario {

    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration REST = Duration.ofMillis(300);

    private final double perSecond;

    /** @param perSecond 0 for as many as there can be with sixteen at a time */
    public Lifecycle(double perSecond) {
        this.perSecond = perSecond;
    }

    @Override
    public String name() {
        return perSecond == 0 ? "lifecycle" : "lifecycle-paced";
    }

    @Override
    public void play(Stage stage) {
        try (Tokens tokens = stage.tokens()) {
            stage.measure(name(), measurement -> new Run(stage, tokens, measurement).play());
        }
    }

    private final class Run {
        private final Stage stage;
        private final Tokens tokens;
        private final Measurement measurement;
        private int underWay;
        private boolean over;

        Run(Stage stage, Tokens tokens, Measurement measurement) {
            this.stage = stage;
            this.tokens = tokens;
            this.measurement = measurement;
        }

        void play() {
            if (perSecond > 0) {
                Pace.keep(stage.loop(), perSecond, stage.plan().seconds(), this::begin);
            } else {
                for (int i = 0; i < AT_ONCE; i++) {
                    begin(System.nanoTime());
                }
                stage.loop().runFor(stage.plan().seconds());
            }
            over = true;
            if (!stage.loop().runUntil(() -> underWay == 0, PATIENCE)) {
                measurement.lost(underWay);
            }
            measurement.stopWatch();
            stage.loop().runFor(REST);
        }

        private void begin(long meant) {
            underWay++;
            tokens.next(
                    token -> new Guest(stage.loop(), stage.address(), token, new Visit(meant)).connect(), failure -> {
                        measurement.error(failure);
                        ended();
                    });
        }

        private void ended() {
            underWay--;
            if (!over && perSecond == 0) {
                begin(System.nanoTime());
            }
        }

        private final class Visit implements Guest.Listener {
            private final long meant;

            Visit(long meant) {
                this.meant = meant;
            }

            @Override
            public void onEstablished(Guest guest) {
                guest.disconnect();
            }

            @Override
            public void onEnded(Guest guest, String why) {
                if (guest.isLeaving()) {
                    measurement.done(System.nanoTime() - meant);
                } else {
                    measurement.error(why);
                }
                ended();
            }
        }
    }
}
