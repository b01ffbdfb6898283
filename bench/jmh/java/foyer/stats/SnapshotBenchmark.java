package foyer.stats;

import foyer.guest.Profile;
import foyer.presence.Presence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The statistics as JSON, once for each broadcast. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SnapshotBenchmark {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123Z");

    /** How many users are listed. */
    @Param({"20", "100"})
    public int users;

    private Snapshot snapshot;

    /** Makes them up. */
    @Setup(Level.Trial)
    public void fill() {
        List<OnlineUser> online = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            online.add(new OnlineUser(
                    "CoolPanda" + i,
                    Profile.EMPTY,
                    Presence.offline("guest_" + UUID.randomUUID(), NOW).online(NOW)));
        }
        snapshot = new Snapshot(new Stats(users, users, users, 0, 0), new Listing(online, users));
    }

    /** The text. */
    @Benchmark
    public String json() {
        return StatsJson.of(snapshot, NOW).toString();
    }
}
