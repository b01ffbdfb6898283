package foyer.socketio;

import foyer.engineio.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clockwork that stands still until it is told to go on. */
public final class ManualTimers implements Timers {

    private final List<Armed> armed = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        Armed timer = new Armed(now.plus(delay), task);
        armed.add(timer);
        return () -> cancel(timer);
    }

    /** Lets time pass, and runs what is due, the earliest first. */
    public void advance(Duration time) {
        takeDue(time).forEach(timer -> timer.task.run());
    }

    public synchronized int size() {
        return armed.size();
    }

    private synchronized List<Armed> takeDue(Duration time) {
        now = now.plus(time);
        List<Armed> due = armed.stream()
                .filter(timer -> timer.deadline.compareTo(now) <= 0)
                .sorted(Comparator.comparing(timer -> timer.deadline))
                .toList();
        armed.removeAll(due);
        return due;
    }

    private synchronized void cancel(Armed timer) {
        armed.remove(timer);
    }

    /** Not a record: two timers are never the same. */
    private static final class Armed {
        private final Duration deadline;
        private final Runnable task;

        Armed(Duration deadline, Runnable task) {
            this.deadline = deadline;
            this.task = task;
        }
    }
}
