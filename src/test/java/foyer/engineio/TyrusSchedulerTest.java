package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TyrusSchedulerTest {

    private final TyrusScheduler.IdleTaskDropper scheduler = new TyrusScheduler.IdleTaskDropper();

    @Test
    void tasksOfSessionsWithoutIdleTimeoutAreDropped() {
        assertThat(scheduler.schedule(() -> {}, 0, TimeUnit.MILLISECONDS).cancel(true))
                .isFalse();
        assertThat(scheduler.getQueue()).isEmpty();
        scheduler.shutdownNow();
    }

    @Test
    void othersRun() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        scheduler.schedule(ran::countDown, 1, TimeUnit.MILLISECONDS);

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        scheduler.shutdownNow();
    }
}
