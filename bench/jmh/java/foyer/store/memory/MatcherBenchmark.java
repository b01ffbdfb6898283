package foyer.store.memory;

import foyer.guest.GuestSession;
import foyer.guest.Profile;
import foyer.lifecycle.Stores;
import foyer.room.ClosedReason;
import foyer.room.Exit;
import foyer.room.RoomStore;
import foyer.room.SearchOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
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

    /** Time flies here: two minutes for each meeting. */
    private static final Duration FOREVER = Duration.ofDays(10_000_000);

    /** How many wait in vain. */
    @Param({"0", "100", "1000"})
    public int others;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Stores store =
            new MemoryStore(Duration.ofHours(2), FOREVER, FOREVER, clock).node("one", Runnable::run);
    private final RoomStore rooms = store.rooms();

    /** Brings them in. */
    @Setup(Level.Trial)
    public void fill() {
        store.leases().join();
        for (int i = 0; i < others; i++) {
            arrive("other" + i, Optional.of("language" + i));
            rooms.search("guest_other" + i);
        }
        arrive("ann", Optional.empty());
        arrive("bob", Optional.empty());
    }

    /** Both search; one of them is told of the match; the room is closed. */
    @Benchmark
    @OperationsPerInvocation(2)
    public boolean meetAndPart() {
        now = now.plusSeconds(120);
        rooms.search("guest_ann");
        SearchOutcome outcome = rooms.search("guest_bob");
        Exit exit = new Exit("guest_ann", ClosedReason.USER_LEFT, Exit.Kind.LEFT);
        return rooms.close(((SearchOutcome.Matched) outcome).room(), exit).isPresent();
    }

    private void arrive(String name, Optional<String> language) {
        Profile profile = new Profile(Optional.empty(), Optional.empty(), language);
        store.guests()
                .create(new GuestSession(
                        name, "guest_" + name, name, profile, Optional.empty(), now, now.plus(FOREVER)));
        store.connections().connect(name, "guest_" + name, name + "-socket", 0);
    }
}
