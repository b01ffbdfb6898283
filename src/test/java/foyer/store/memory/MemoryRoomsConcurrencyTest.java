package foyer.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.guest.GuestSession;
import foyer.guest.Profile;
import foyer.lifecycle.DisconnectOutcome;
import foyer.lifecycle.Stores;
import foyer.room.ClosedReason;
import foyer.room.Exit;
import foyer.room.Room;
import foyer.room.RoomStore;
import foyer.room.SearchOutcome.Matched;
import foyer.stats.Stats;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryRoomsConcurrencyTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final int GUESTS = 300;
    private static final int THREADS = 8;

    private volatile Instant now = T0;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final MemoryStore memory =
            new MemoryStore(Duration.ofHours(2), Duration.ofSeconds(5), Duration.ofSeconds(15), clock);
    private final Stores store = memory.node("a", Runnable::run);
    private final RoomStore rooms = store.rooms();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @BeforeEach
    void join() {
        store.leases().join();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @RepeatedTest(20)
    void threeHundredSearchAtOnceAndEachHasOnePartner() throws Exception {
        IntStream.range(0, GUESTS).forEach(this::arrive);
        Queue<Room> matched = new ConcurrentLinkedQueue<>();
        atOnce(shuffled(1), guest -> search(guest, matched));

        assertThat(matched).hasSize(GUESTS / 2);
        assertSymmetric();
        assertThat(store.statistics().stats())
                .extracting(Stats::availableUsers, Stats::connectedUsers)
                .containsExactly(0, GUESTS / 2);
    }

    /** The departed leave by the way the lifecycle has: whoever is told of the last socket closes the room. */
    @RepeatedTest(20)
    void halfOfThemDisconnectInTheMiddleOfItAndNobodyIsLeftWithOneWhoIsGone() throws Exception {
        IntStream.range(0, GUESTS).forEach(this::arrive);
        Queue<Room> matched = new ConcurrentLinkedQueue<>();
        AtomicInteger closed = new AtomicInteger();
        List<Integer> steps = new ArrayList<>(shuffled(2));
        // Negative: that guest disconnects.
        IntStream.range(0, GUESTS / 2).map(i -> -1 - 2 * i).forEach(steps::add);
        Collections.shuffle(steps, new Random(3));
        atOnce(steps, step -> {
            if (step >= 0) {
                search(step, matched);
            } else {
                depart(-1 - step, closed);
            }
        });

        assertSymmetric();
        long paired = IntStream.range(0, GUESTS)
                .filter(guest -> rooms.roomOf(user(guest)).isPresent())
                .peek(guest -> assertThat(guest % 2).as("one who stayed").isEqualTo(1))
                .count();
        Stats stats = store.statistics().stats();
        assertThat(stats.connectedUsers() * 2L).isEqualTo(paired);
        assertThat(matched.size() - closed.get()).isEqualTo(stats.connectedUsers());
        assertThat(stats.onlineUsers()).isEqualTo(GUESTS / 2);
        assertThat(stats.availableUsers()).isLessThanOrEqualTo(1);

        atOnce(shuffled(4), guest -> {
            depart(guest, closed);
            store.connections().end(session(guest));
            store.guests().delete(session(guest));
        });
        now = T0.plus(Duration.ofHours(1));
        rooms.matchPatient();
        assertThat(closed).hasValue(matched.size());
        assertThat(store.statistics().stats()).isEqualTo(Stats.NOBODY);
        assertThat(memory.isEmpty()).isTrue();
    }

    @RepeatedTest(5)
    void aRoomThatManyCloseIsClosedByOne() throws Exception {
        IntStream.range(0, GUESTS).forEach(this::arrive);
        Queue<Room> matched = new ConcurrentLinkedQueue<>();
        atOnce(shuffled(5), guest -> search(guest, matched));
        AtomicInteger closed = new AtomicInteger();
        List<Room> all = List.copyOf(matched);
        List<Integer> attempts = IntStream.range(0, 4 * all.size()).boxed().toList();
        atOnce(attempts, i -> {
            if (rooms.close(all.get(i % all.size()), exit(all.get(i % all.size())))
                    .isPresent()) {
                closed.incrementAndGet();
            }
        });

        assertThat(closed).hasValue(GUESTS / 2);
        assertThat(store.statistics().stats().connectedUsers()).isZero();
    }

    private void search(int guest, Queue<Room> matched) {
        if (rooms.search(user(guest)) instanceof Matched found) {
            matched.add(found.room());
        }
    }

    private void depart(int guest, AtomicInteger closed) {
        DisconnectOutcome outcome =
                store.connections().disconnect(session(guest), user(guest), "socket" + guest, Duration.ZERO);
        if (outcome instanceof DisconnectOutcome.Last) {
            rooms.roomOf(user(guest))
                    .filter(room -> rooms.close(room, exit(room)).isPresent())
                    .ifPresent(room -> closed.incrementAndGet());
        }
    }

    private static Exit exit(Room room) {
        return new Exit(room.first().userId(), ClosedReason.USER_LEFT, Exit.Kind.LEFT);
    }

    private void assertSymmetric() {
        for (int guest = 0; guest < GUESTS; guest++) {
            String userId = user(guest);
            Optional<Room> room = rooms.roomOf(userId);
            Optional<String> partner = room.map(found -> found.partnerOf(userId).userId());
            partner.ifPresent(other -> {
                assertThat(other).isNotEqualTo(userId);
                assertThat(rooms.roomOf(other)).isEqualTo(room);
            });
            assertThat(store.presences().find(userId).orElseThrow().connectedUser())
                    .isEqualTo(partner);
        }
    }

    private void arrive(int guest) {
        store.guests()
                .create(new GuestSession(
                        session(guest),
                        user(guest),
                        "name",
                        Profile.EMPTY,
                        Optional.empty(),
                        T0,
                        T0.plus(Duration.ofHours(2))));
        store.connections().connect(session(guest), user(guest), "socket" + guest, 0);
    }

    private static String session(int guest) {
        return "s" + guest;
    }

    private static String user(int guest) {
        return "guest_" + guest;
    }

    private static List<Integer> shuffled(int seed) {
        List<Integer> guests =
                new ArrayList<>(IntStream.range(0, GUESTS).boxed().toList());
        Collections.shuffle(guests, new Random(seed));
        return guests;
    }

    private void atOnce(List<Integer> all, Work work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        Queue<Integer> left = new ConcurrentLinkedQueue<>(all);
        List<Callable<Void>> tasks = Collections.nCopies(THREADS, () -> {
            start.await();
            for (Integer next = left.poll(); next != null; next = left.poll()) {
                work.on(next);
            }
            return null;
        });
        for (Future<Void> done : threads.invokeAll(tasks)) {
            done.get();
        }
    }

    private interface Work {
        void on(int number);
    }
}
