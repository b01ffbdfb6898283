package foyer.log;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A log with a line for each thing that happens to a guest: {@code word name=value …}. These are written at full load as well. So a line is whole when the
 * server's logging gets it, and says where it comes from: else that compiles a pattern and walks the stack for each. Any thread may write.
 */
public final class EventLog {

    private final Logger logger;

    /** @param name the logger's, for administrators */
    public EventLog(String name) {
        this.logger = Logger.getLogger(name);
    }

    /**
     * Something happened.
     *
     * @param line made only if it is written
     */
    public void info(Supplier<String> line) {
        if (logger.isLoggable(Level.INFO)) {
            logger.logp(Level.INFO, logger.getName(), null, line.get());
        }
    }
}
