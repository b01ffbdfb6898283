package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TickWheelTest {

    private final HandClock clock = new HandClock(0);
    private final List<String> ran = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {0, -5_000_000_000L, 123_456_789, Long.MAX_VALUE - 1_000_000_000})
    void aTimerIsNeverEarlyAndAtMostOneTickLate(long start) {
        HandClock anyClock = new HandClock(start);
        Random random = new Random(start);
        List<Long> lateness = new ArrayList<>();
        int timers = 500;
        for (int i = 0; i < timers; i++) {
            long delay = random.nextInt(12_000); // more than two rounds of the wheel
            long deadline = anyClock.getAsLong() + delay * 1_000_000;
            anyClock.wheel().after(Duration.ofMillis(delay), () -> lateness.add(anyClock.getAsLong() - deadline));
            anyClock.pass(Duration.ofMillis(random.nextInt(5)));
        }
        anyClock.pass(Duration.ofSeconds(13));

        assertThat(lateness)
                .hasSize(timers)
                .allSatisfy(nanos -> assertThat(nanos).isBetween(0L, HandClock.TICK.toNanos()));
    }

    @Test
    void aTimerOfManyRoundsRunsOnce() {
        clock.wheel().after(Duration.ofSeconds(60), () -> ran.add("late"));

        clock.pass(Duration.ofMillis(59_999));
        assertThat(ran).isEmpty();
        clock.pass(Duration.ofSeconds(60));
        assertThat(ran).containsExactly("late");
    }

    @Test
    void aCancelledTimerDoesNotRunAndMayBeCancelledAgain() {
        Timers.Timer timer = clock.wheel().after(Duration.ofMillis(20), () -> ran.add("cancelled"));
        timer.cancel();
        timer.cancel();
        clock.pass(Duration.ofSeconds(1));

        assertThat(ran).isEmpty();
    }

    @Test
    void cancellingOneTimerLeavesItsNeighbours() {
        List<Timers.Timer> timers = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            timers.add(clock.wheel().after(Duration.ofMillis(20), () -> ran.add(name)));
        }
        timers.get(1).cancel();
        clock.pass(Duration.ofMillis(30));

        assertThat(ran).containsExactly("a", "c");
    }

    @Test
    void aTaskMayCancelATimerDueInTheSameTick() {
        AtomicReference<Timers.Timer> second = new AtomicReference<>();
        clock.wheel().after(Duration.ofMillis(20), () -> second.get().cancel());
        second.set(clock.wheel().after(Duration.ofMillis(20), () -> ran.add("second")));
        clock.pass(Duration.ofSeconds(10));

        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskMayCancelItself() {
        AtomicReference<Timers.Timer> self = new AtomicReference<>();
        self.set(clock.wheel().after(Duration.ofMillis(20), () -> {
            ran.add("self");
            self.get().cancel();
        }));
        clock.wheel().after(Duration.ofMillis(20), () -> ran.add("other"));
        clock.pass(Duration.ofSeconds(10));

        assertThat(ran).containsExactly("self", "other");
    }

    @Test
    void aTaskMayArmTimersThatAreDueAtOnce() {
        clock.wheel().after(Duration.ofMillis(10), () -> clock.wheel().after(Duration.ZERO, () -> ran.add("inner")));
        clock.pass(Duration.ofMillis(10));
        assertThat(ran).isEmpty();
        clock.pass(Duration.ofMillis(10));

        assertThat(ran).containsExactly("inner");
    }

    @Test
    void aNegativeDelayIsNoDelay() {
        clock.wheel().after(Duration.ofSeconds(-9), () -> ran.add("now"));
        clock.pass(HandClock.TICK);

        assertThat(ran).containsExactly("now");
    }

    @Test
    void aFailingTaskDoesNotStopTheOthers() {
        clock.wheel().after(Duration.ofMillis(20), () -> {
            throw new IllegalStateException("on purpose");
        });
        clock.wheel().after(Duration.ofMillis(20), () -> {
            throw new AssertionError("on purpose");
        });
        clock.wheel().after(Duration.ofMillis(20), () -> ran.add("after them"));
        clock.pass(Duration.ofMillis(30));

        assertThat(ran).containsExactly("after them");
    }

    @Test
    void turnsByItselfUntilItIsClosed() {
        AtomicInteger runs = new AtomicInteger();
        AtomicReference<Thread> hand = new AtomicReference<>();
        TickWheel wheel = new TickWheel(Duration.ofMillis(1), System::nanoTime);
        wheel.start(task -> {
            hand.set(new Thread(task));
            return hand.get();
        });
        wheel.after(Duration.ofMillis(5), runs::incrementAndGet);
        await().until(() -> runs.get() == 1);
        hand.get().interrupt(); // somebody else's: it goes on
        wheel.after(Duration.ofMillis(5), runs::incrementAndGet);
        await().until(() -> runs.get() == 2);
        wheel.close();

        assertThat(hand.get().isAlive()).isFalse();
    }
}
