package foyer.room;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.socketio.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AbsencesTest {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ManualTimers timers = new ManualTimers();
    private final List<String> over = new ArrayList<>();
    private boolean full;
    private final Executor executor = task -> {
        if (full) {
            throw new RejectedExecutionException("full");
        }
        task.run();
    };
    private final Absences absences = new Absences(GRACE, timers, executor);

    @Test
    void anAbsenceIsOverAfterTheGracePeriodAndNotBefore() {
        absences.begin("ann", () -> over.add("ann"));
        timers.advance(GRACE.minusMillis(1));
        assertThat(over).isEmpty();
        timers.advance(Duration.ofMillis(1));

        assertThat(over).containsExactly("ann");
        assertThat(absences.end("ann")).isFalse();
        assertThat(absences.isEmpty()).isTrue();
    }

    @Test
    void whoReturnsEndsItOnce() {
        absences.begin("ann", () -> over.add("ann"));
        assertThat(absences.end("ann")).isTrue();
        assertThat(absences.end("ann")).isFalse();
        timers.advance(GRACE);

        assertThat(over).isEmpty();
        assertThat(absences.isEmpty()).isTrue();
    }

    @Test
    void theTimerOfAnEarlierAbsenceDoesNotEndALaterOne() {
        Runnable whenOver = () -> over.add("ann");
        absences.begin("ann", whenOver);
        timers.advance(GRACE.minusSeconds(1));
        absences.end("ann");
        absences.begin("ann", whenOver);
        timers.advance(Duration.ofSeconds(1));
        assertThat(over).isEmpty();
        timers.advance(GRACE.minusSeconds(1));
        assertThat(over).containsExactly("ann");
    }

    @Test
    void eachGuestHasItsOwn() {
        absences.begin("ann", () -> over.add("ann"));
        absences.begin("bob", () -> over.add("bob"));
        absences.end("ann");
        timers.advance(GRACE);

        assertThat(over).containsExactly("bob");
    }

    @Test
    void anExecutorThatIsFullDoesNotLoseTheEnd() {
        absences.begin("ann", () -> over.add("ann"));
        full = true;
        timers.advance(GRACE);
        assertThat(absences.isEmpty()).as("still away").isFalse();

        full = false;
        timers.advance(Duration.ofSeconds(1));
        assertThat(over).containsExactly("ann");
        assertThat(absences.isEmpty()).isTrue();
    }

    @Test
    void clearedTheyComeToNothing() {
        absences.begin("ann", () -> over.add("ann"));
        absences.clear();
        assertThat(absences.isEmpty()).isTrue();
        timers.advance(GRACE);
        assertThat(over).isEmpty();
    }
}
