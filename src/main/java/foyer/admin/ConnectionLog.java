package foyer.admin;

import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The logger of connection events. Its level is the server's to configure; here it is changed until the application is undeployed. Any
 * thread may use it.
 */
final class ConnectionLog implements AutoCloseable {

    private final Logger logger = Logger.getLogger("foyer.connections");
    private final Optional<Level> configured = Optional.ofNullable(logger.getLevel());

    /** The level that applies now. */
    LogLevel level() {
        Logger known = logger;
        while (known.getLevel() == null && known.getParent() != null) {
            known = known.getParent();
        }
        return LogLevel.of(Optional.ofNullable(known.getLevel()).orElse(Level.INFO));
    }

    void setLevel(LogLevel level) {
        logger.setLevel(level.level());
    }

    /** As the server has it. */
    @Override
    public void close() {
        logger.setLevel(configured.orElse(null));
    }

    /** How much is logged of connections. */
    enum LogLevel {
        /** Nothing. */
        OFF(Level.OFF),
        /** Faults only. */
        WARNING(Level.WARNING),
        /** One line for each connect and each disconnect. */
        INFO(Level.INFO),
        /** Refusals as well. */
        DEBUG(Level.FINE);

        private final Level level;

        LogLevel(Level level) {
            this.level = level;
        }

        Level level() {
            return level;
        }

        /** The level of that name, in whatever case. */
        static Optional<LogLevel> named(String name) {
            for (LogLevel level : values()) {
                if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
                    return Optional.of(level);
                }
            }
            return Optional.empty();
        }

        private static LogLevel of(Level level) {
            int value = level.intValue();
            if (value <= Level.FINE.intValue()) {
                return DEBUG;
            }
            if (value <= Level.INFO.intValue()) {
                return INFO;
            }
            return value < Level.OFF.intValue() ? WARNING : OFF;
        }
    }
}
