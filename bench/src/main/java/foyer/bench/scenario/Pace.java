package foyer.bench.scenario;

import foyer.bench.net.Loop;
import java.time.Duration;
import java.util.function.LongConsumer;

/** A timetable that does not wait for anybody: what is late is late from when it was meant to be. */
final class Pace {

    private final Loop loop;
    private final long interval;
    private final long end;
    private final LongConsumer task;
    private long due;

    private Pace(Loop loop, double perSecond, Duration time, LongConsumer task) {
        this.loop = loop;
        this.interval = (long) (1e9 / perSecond);
        this.due = System.nanoTime() + interval;
        this.end = due + time.toNanos();
        this.task = task;
    }

    /**
     * Runs a task at a fixed rate, and the loop meanwhile.
     *
     * @param task is given the time at which it was meant to run
     */
    static void keep(Loop loop, double perSecond, Duration time, LongConsumer task) {
        Pace pace = new Pace(loop, perSecond, time, task);
        loop.precise(true);
        pace.next();
        loop.runUntil(() -> pace.due - pace.end >= 0, time.multipliedBy(4));
        loop.precise(false);
    }

    private void next() {
        loop.at(due, () -> {
            task.accept(due);
            due += interval;
            if (due - end < 0) {
                next();
            }
        });
    }
}
