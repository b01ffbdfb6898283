package foyer.room;

import foyer.engineio.Timers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The guests of this node who were lost while in a room, and may still come back. Each absence ends once: by the guest's
 * return, by the end of the grace period, or with the room.
 */
final class Absences {

    private static final System.Logger LOG = System.getLogger(Absences.class.getName());

    private final Duration grace;
    private final Timers timers;
    private final Executor executor;
    private final Map<String, Absence> absences = new ConcurrentHashMap<>();

    private record Absence(Runnable whenOver) {}

    Absences(Duration grace, Timers timers, Executor executor) {
        this.grace = grace;
        this.timers = timers;
        this.executor = executor;
    }

    /** @param whenOver runs on the executor if the guest is not back in time */
    void begin(String userId, Runnable whenOver) {
        Absence absence = new Absence(whenOver);
        absences.put(userId, absence);
        timers.after(grace, () -> over(userId, absence));
    }

    /** Gives whether the guest was away, and this call ended it. */
    boolean end(String userId) {
        return absences.remove(userId) != null;
    }

    boolean isEmpty() {
        return absences.isEmpty();
    }

    private void over(String userId, Absence absence) {
        // This absence, and not another of the same guest that began meanwhile.
        if (absences.remove(userId, absence)) {
            try {
                executor.execute(absence.whenOver());
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "The server is stopping; the room goes with it", e);
            }
        }
    }
}
