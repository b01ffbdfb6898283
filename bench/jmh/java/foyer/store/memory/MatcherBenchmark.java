package foyer.store.memory;

import foyer.guest.GuestSession;
import foyer.guest.Profile;
import foyer.room.RoomStore;
import foyer.room.SearchOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Two guests find each other and part, while others wait for somebody of a language nobody speaks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MatcherBenchmark {

    /** How many wait in vain. */
    @Param({"0", "100", "1000"})
    public int others;

    private final MemoryStore store = new MemoryStore(Duration.ofHours(2), Duration.ofDays(1));
    private final RoomStore rooms = store.rooms();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** Brings them in. */
    @Setup(Level.Trial)
    public void fill() {
        for (int i = 0; i < others; i++) {
            arrive("other" + i, Optional.of("language" + i));
            rooms.search("guest_other" + i, now);
        }
        arrive("ann", Optional.empty());
        arrive("bob", Optional.empty());
    }

    /** Both search; one of them is told of the match; the room is closed. */
    @Benchmark
    @OperationsPerInvocation(2)
    public boolean meetAndPart() {
        now = now.plusSeconds(120);
        rooms.search("guest_ann", now);
        SearchOutcome outcome = rooms.search("guest_bob", now);
        return rooms.close(((SearchOutcome.Matched) outcome).room(), now);
    }

    private void arrive(String name, Optional<String> language) {
        Profile profile = new Profile(Optional.empty(), Optional.empty(), language);
        store.guests()
                .create(new GuestSession(
                        name, "guest_" + name, name, profile, Optional.empty(), now, now.plus(Duration.ofDays(1))));
        store.connections().connect(name, name + "-socket", 0, now);
    }
}
