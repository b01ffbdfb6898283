package foyer.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private static final String NAME = "foyer.log.test";

    private final Logger logger = Logger.getLogger(NAME);
    private final EventLog log = new EventLog(NAME);
    private final List<LogRecord> written = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            written.add(entry);
        }

        @Override
        public void flush() {
            // nothing waits
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void forget() {
        logger.removeHandler(handler);
        logger.setLevel(null);
        logger.setUseParentHandlers(true);
    }

    @Test
    void aLineIsWrittenAsItIs() {
        log.info(() -> "room opened id={0} 'n' all");

        assertThat(written).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.INFO);
            assertThat(entry.getLoggerName()).isEqualTo(NAME);
            assertThat(entry.getMessage()).isEqualTo("room opened id={0} 'n' all");
            assertThat(entry.getParameters()).isNull();
            assertThat(entry.getSourceClassName()).isEqualTo(NAME);
        });
    }

    @Test
    void aLineThatNobodyWantsIsNotMade() {
        logger.setLevel(Level.WARNING);

        log.info(() -> {
            throw new AssertionError("made");
        });

        assertThat(written).isEmpty();
    }
}
