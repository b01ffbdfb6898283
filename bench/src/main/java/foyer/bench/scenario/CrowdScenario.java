package foyer.bench.scenario;

import foyer.bench.client.Crowd;
import foyer.bench.client.Guest;
import foyer.bench.client.Tokens;
import foyer.bench.measure.Measurement;
import java.time.Duration;
import java.util.List;

/** Guests who come and stay, twice as many each time: what does one connection cost with so many online? Tokens are not counted. */
public final class CrowdScenario implements Scenario {

    private static final List<Integer> SIZES = List.of(500, 1000, 2000, 4000, 8000);
    private static final int AT_ONCE = 16;
    private static final Duration REST = Duration.ofMillis(1200);

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public void play(Stage stage) {
        Plan plan = stage.plan();
        int most = plan.guests(SIZES.get(SIZES.size() - 1));
        try (Tokens tokens = stage.tokens()) {
            List<String> all = tokens.take(most);
            for (int run = 0; run <= plan.runs(); run++) {
                Crowd crowd = stage.crowd(new Guest.Listener() {});
                for (int size : SIZES) {
                    List<String> more = all.subList(crowd.guests().size(), plan.guests(size));
                    stage.measureOnce(name() + "/" + size, run, measurement -> grow(stage, crowd, more, measurement));
                }
                crowd.leave();
                stage.loop().runFor(REST);
            }
        }
    }

    /** Foyer's statistics go out at most once a second: the rest makes them part of the cost. */
    private static void grow(Stage stage, Crowd crowd, List<String> tokens, Measurement measurement) {
        long failed = crowd.errors();
        crowd.add(tokens, AT_ONCE, measurement::done);
        measurement.stopWatch();
        for (long i = failed; i < crowd.errors(); i++) {
            measurement.error(crowd.firstError());
        }
        stage.loop().runFor(REST);
    }
}
