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

    /** When to try again if the executor takes nothing more. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Duration grace;
    private final Timers timers;
    private final Executor executor;
    private final Map<String, Absence> absences = new ConcurrentHashMap<>();

    /** Not a record: two absences are never the same. */
    private static final class Absence {
        private final Runnable whenOver;

        Absence(Runnable whenOver) {
            this.whenOver = whenOver;
        }
    }

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

    /** All come to nothing. */
    void clear() {
        absences.clear();
    }

    boolean isEmpty() {
        return absences.isEmpty();
    }

    private void over(String userId, Absence absence) {
        // This absence, and not another of the same guest that began meanwhile.
        if (absences.remove(userId, absence)) {
            try {
                executor.execute(absence.whenOver);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "The executor is full or stopping; the absence goes on", e);
                if (absences.putIfAbsent(userId, absence) == null) {
                    timers.after(RETRY, () -> over(userId, absence));
                }
            }
        }
    }
}
