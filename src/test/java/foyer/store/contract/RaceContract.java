package foyer.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.lifecycle.ConnectOutcome.Arrived;
import foyer.lifecycle.ConnectionStore;
import foyer.lifecycle.DisconnectOutcome;
import foyer.lifecycle.EndOutcome;
import foyer.room.ClosedReason;
import foyer.room.Exit;
import foyer.room.Room;
import foyer.room.RoomStore;
import foyer.room.SearchOutcome.Matched;
import foyer.stats.Stats;
import java.time.Duration;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads on two nodes at once, in every order: each step is taken by one of them. */
@Timeout(60)
public abstract class RaceContract extends StoreContract {

    private static final int THREADS = 8;
    private static final int GUESTS = 300;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private TestNode there;

    @BeforeEach
    void another() {
        there = node("there");
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aThousandLivesLeaveNothingBehind() throws Exception {
        atOnce(numbers(1000), i -> {
            TestNode node = nodeOf(i);
            String name = "n" + i;
            node.online(name);
            node.search(name);
            node.arrive(name, "b");
            node.disconnect(name, "b");
            node.stores().statistics().snapshot(10);
            if (i % 2 == 0) {
                node.disconnect(name, name + "-socket");
            }
            close(node.stores().connections().end(name).room(), name);
        });

        assertNothingIsLeft();
    }

    @Test
    void whateverTheOrderOneCallerOnlyTakesTheGuestOffline() throws Exception {
        int guests = 50;
        numbers(guests).forEach(i -> here.create("s" + i));
        AtomicInteger first = new AtomicInteger();
        AtomicInteger last = new AtomicInteger();
        atOnce(numbers(THREADS), thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 500; i++) {
                String name = "s" + random.nextInt(guests);
                int socket = random.nextInt(4);
                ConnectionStore store = nodeOf(socket).stores().connections();
                String socketId = name + "/" + socket;
                if (random.nextBoolean()) {
                    if (store.connect(name, "guest_" + name, socketId, 3) instanceof Arrived arrived
                            && arrived.first()) {
                        first.incrementAndGet();
                    }
                } else if (store.disconnect(name, "guest_" + name, socketId, Duration.ZERO)
                        instanceof DisconnectOutcome.Last) {
                    last.incrementAndGet();
                }
            }
        });

        assertThat(first.get() - last.get())
                .isEqualTo(here.stats().onlineUsers())
                .isEqualTo(
                        here.stores().statistics().snapshot(1000).onlineUsers().size());
        numbers(guests).forEach(i -> here.stores().connections().end("s" + i));
        assertNothingIsLeft();
    }

    @Test
    void endAndDisconnectAndDeleteAtOnceGiveTheCleanUpToOneOfThem() throws Exception {
        for (int round = 0; round < 50; round++) {
            String name = "r" + round;
            here.online(name);
            AtomicInteger owners = new AtomicInteger();
            atOnce(numbers(THREADS), i -> {
                switch (i % 3) {
                    case 0 -> {
                        EndOutcome ended = here.stores().connections().end(name);
                        owners.addAndGet(ended.sockets().size());
                    }
                    case 1 -> {
                        if (here.disconnect(name, name + "-socket") instanceof DisconnectOutcome.Last) {
                            owners.incrementAndGet();
                        }
                    }
                    default -> here.stores().guests().delete(name);
                }
            });
            assertThat(owners).hasValue(1);
        }
        assertNothingIsLeft();
    }

    @Test
    void aSessionNeverHasMoreSocketsThanItMayHoweverManyKnockAtOnce() throws Exception {
        here.create("ann");
        AtomicInteger arrived = new AtomicInteger();
        atOnce(numbers(200), i -> {
            if (nodeOf(i).stores().connections().connect("ann", "guest_ann", "s" + i, 10) instanceof Arrived) {
                arrived.incrementAndGet();
            }
        });

        assertThat(arrived).hasValue(10);
        assertThat(here.stats().activeUsers()).isEqualTo(10);
    }

    @RepeatedTest(5)
    void threeHundredSearchAtOnceAndEachHasOnePartner() throws Exception {
        numbers(GUESTS).forEach(i -> nodeOf(i).online("g" + i));
        Queue<Room> matched = new ConcurrentLinkedQueue<>();
        atOnce(shuffled(numbers(GUESTS), 1), i -> search(i, matched));

        assertThat(matched).hasSize(GUESTS / 2);
        assertSymmetric();
        assertThat(counts()).containsExactly(0, GUESTS / 2);
    }

    /** The departed leave by the way the lifecycle has: whoever is told of the last socket closes the room. */
    @RepeatedTest(5)
    void halfOfThemDisconnectInTheMiddleOfItAndNobodyIsLeftWithOneWhoIsGone() throws Exception {
        numbers(GUESTS).forEach(i -> nodeOf(i).online("g" + i));
        Queue<Room> matched = new ConcurrentLinkedQueue<>();
        AtomicInteger closed = new AtomicInteger();
        List<Integer> steps = new ArrayList<>(numbers(GUESTS));
        // Negative: that guest disconnects.
        IntStream.range(0, GUESTS / 2).map(i -> -1 - 2 * i).forEach(steps::add);
        atOnce(shuffled(steps, 2), step -> {
            if (step >= 0) {
                search(step, matched);
            } else {
                depart(-1 - step, closed);
            }
        });

        assertSymmetric();
        long paired = numbers(GUESTS).stream()
                .filter(i -> rooms().roomOf("guest_g" + i).isPresent())
                .peek(i -> assertThat(i % 2).as("one who stayed").isEqualTo(1))
                .count();
        Stats stats = here.stats();
        assertThat(stats.connectedUsers() * 2L).isEqualTo(paired);
        assertThat(matched.size() - closed.get()).isEqualTo(stats.connectedUsers());
        assertThat(stats.onlineUsers()).isEqualTo(GUESTS / 2);
        assertThat(stats.availableUsers()).isLessThanOrEqualTo(1);

        atOnce(shuffled(numbers(GUESTS), 3), i -> {
            depart(i, closed);
            close(nodeOf(i).stores().connections().end("g" + i).room(), "g" + i);
        });
        assertThat(closed).hasValue(matched.size());
        assertNothingIsLeft();
    }

    @Test
    void aRoomThatManyCloseIsClosedByOne() throws Exception {
        numbers(GUESTS).forEach(i -> nodeOf(i).online("g" + i));
        Queue<Room> matched = new ConcurrentLinkedQueue<>();
        atOnce(numbers(GUESTS), i -> search(i, matched));
        AtomicInteger closed = new AtomicInteger();
        List<Room> all = List.copyOf(matched);
        atOnce(numbers(4 * all.size()), i -> {
            Room room = all.get(i % all.size());
            Exit exit = new Exit(room.first().userId(), ClosedReason.USER_LEFT, Exit.Kind.LEFT);
            nodeOf(i).stores().rooms().close(room, exit).ifPresent(step -> closed.incrementAndGet());
        });

        assertThat(closed).hasValue(GUESTS / 2);
        assertThat(here.stats().connectedUsers()).isZero();
    }

    @Test
    void whatADeadNodeHadIsTakenOnceHoweverManyComeForIt() throws Exception {
        TestNode dead = node("dead");
        numbers(GUESTS).forEach(i -> dead.online("g" + i));
        dead.stores().leases().leave();
        AtomicInteger gone = new AtomicInteger();
        atOnce(
                numbers(100),
                i -> gone.addAndGet(nodeOf(i).stores().connections().reap(10).size()));

        assertThat(gone).hasValue(GUESTS);
        assertThat(here.stats()).isEqualTo(new Stats(GUESTS, 0, 0, 0, 0));
    }

    private void assertNothingIsLeft() {
        assertThat(here.stats()).isEqualTo(Stats.NOBODY);
        // Who waited, and has gone, may be forgotten only now.
        rooms().matchPatient();
        assertThat(store.isEmpty()).isTrue();
    }

    private void search(int i, Queue<Room> matched) {
        if (nodeOf(i).search("g" + i) instanceof Matched found) {
            matched.add(found.room());
        }
    }

    private void depart(int i, AtomicInteger closed) {
        String name = "g" + i;
        if (nodeOf(i).disconnect(name, name + "-socket") instanceof DisconnectOutcome.Last last
                && close(last.room(), name)) {
            closed.incrementAndGet();
        }
    }

    private boolean close(Optional<Room> room, String name) {
        Exit exit = new Exit("guest_" + name, ClosedReason.USER_DISCONNECTED, Exit.Kind.GONE);
        return room.flatMap(found -> rooms().close(found, exit)).isPresent();
    }

    private void assertSymmetric() {
        for (int i = 0; i < GUESTS; i++) {
            String userId = "guest_g" + i;
            Optional<Room> room = rooms().roomOf(userId);
            Optional<String> partner = room.map(found -> found.partnerOf(userId).userId());
            partner.ifPresent(other -> {
                assertThat(other).isNotEqualTo(userId);
                assertThat(rooms().roomOf(other)).isEqualTo(room);
            });
            assertThat(here.presence("g" + i).connectedUser()).isEqualTo(partner);
        }
    }

    private RoomStore rooms() {
        return here.stores().rooms();
    }

    private TestNode nodeOf(int i) {
        return i % 2 == 0 ? here : there;
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<Integer> shuffled(List<Integer> numbers, int seed) {
        List<Integer> copy = new ArrayList<>(numbers);
        Collections.shuffle(copy, new Random(seed));
        return copy;
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
