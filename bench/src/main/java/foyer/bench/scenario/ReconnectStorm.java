package foyer.bench.scenario;

import foyer.bench.client.Crowd;
import foyer.bench.client.Guest;
import foyer.bench.client.Tokens;
import foyer.bench.measure.Measurement;
import java.util.List;

/**
 * All lines are cut in one instant, and everybody comes back in the next: all at once, with no wait between. The latency is
 * counted from the cut.
 */
public final class ReconnectStorm implements Scenario {

    private static final int GUESTS = 5000;
    private static final int AT_ONCE = 16;

    @Override
    public String name() {
        return "reconnect-storm";
    }

    @Override
    public void play(Stage stage) {
        try (Tokens tokens = stage.tokens()) {
            List<String> all = tokens.take(stage.plan().guests(GUESTS));
            Attendance attendance = new Attendance(stage, tokens);
            Crowd crowd = stage.crowd(new Guest.Listener() {});
            crowd.add(all, AT_ONCE, nanos -> {});
            stage.measure(name(), measurement -> {
                storm(crowd, all, measurement);
                attendance.check(crowd.guests().size(), measurement);
            });
            crowd.leave();
            attendance.leave();
        }
    }

    private static void storm(Crowd crowd, List<String> tokens, Measurement measurement) {
        long failed = crowd.errors();
        crowd.drop();
        long began = System.nanoTime();
        crowd.add(tokens, tokens.size(), nanos -> measurement.done(System.nanoTime() - began));
        measurement.stopWatch();
        for (long i = failed; i < crowd.errors(); i++) {
            measurement.error(crowd.firstError());
        }
    }
}
