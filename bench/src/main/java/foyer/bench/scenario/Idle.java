package foyer.bench.scenario;

import foyer.bench.client.Crowd;
import foyer.bench.client.Guest;
import foyer.bench.client.Tokens;
import foyer.bench.server.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Guests who do nothing: what memory does each take, and what CPU time? Played on a fresh server each time. */
public final class Idle implements Scenario {

    private static final int FIRST = 500;
    private static final int GUESTS = 5000;
    private static final int AT_ONCE = 16;
    private static final Duration REST = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public void play(Stage stage) {
        try (Tokens tokens = stage.tokens()) {
            List<String> all = tokens.take(stage.plan().guests(GUESTS));
            // What the first guests make a server load and compile is not theirs.
            Crowd first = stage.crowd(new Guest.Listener() {});
            first.add(all.subList(0, Math.min(all.size(), FIRST)), AT_ONCE, nanos -> {});
            first.leave();
            stage.loop().runFor(REST);
            long heapBefore = stage.server().liveHeapBytes();
            long residentBefore = stage.server().processes().residentBytes();
            Crowd crowd = stage.crowd(new Guest.Listener() {});
            crowd.add(all, AT_ONCE, nanos -> {});
            stage.loop().runFor(REST);
            double heap = stage.server().liveHeapBytes() - heapBefore;
            double resident = stage.server().processes().residentBytes() - residentBefore;
            stage.loop().runFor(REST);
            double cpuBefore = stage.server().processes().cpuTime().millis();
            stage.loop().runFor(stage.plan().seconds().multipliedBy(2));
            double cpu = stage.server().processes().cpuTime().millis() - cpuBefore;
            double seconds = stage.plan().seconds().multipliedBy(2).toSeconds();
            stage.note(
                    name(),
                    Map.of(
                            "connections", (double) crowd.guests().size(),
                            "heapBytesPerConnection", heap / crowd.guests().size(),
                            "residentBytesPerConnection",
                                    resident / crowd.guests().size(),
                            "residentMegabytes", stage.server().processes().residentBytes() / 1e6,
                            "cpuMillisPerSecond", cpu / seconds,
                            "errors", (double) crowd.errors()));
            crowd.drop();
        }
    }

    /** Whether a target has to be started anew for each run of a scenario. */
    public static boolean wantsFreshServer(Scenario scenario, Target target) {
        return scenario instanceof Idle && target.nodes() == 1;
    }
}
