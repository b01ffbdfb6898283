package foyer.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest {

    private final Logger logger = Logger.getLogger("foyer.admin");
    private final Kept kept = new Kept();
    private final Audit audit = new Audit();

    @BeforeEach
    void listen() {
        logger.addHandler(kept);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(kept);
    }

    @Test
    void itSaysWhoDidWhatToWhomAndWhatCameOfIt() {
        audit.note(new Actor("alice", "rest"), "disconnect-guest", "guest_1", "done");

        assertThat(kept.lines)
                .containsExactly("admin action=disconnect-guest target=\"guest_1\" outcome=done by=\"alice\" via=rest");
    }

    @Test
    void nobodyWritesALineOfItsOwn() {
        audit.note(new Actor("mallory\" via=jmx", "rest"), "notice", "a\"\nadmin action=\u202e{0}", "done");

        assertThat(kept.lines)
                .containsExactly(
                        "admin action=notice target=\"a??admin action=?{0}\" outcome=done by=\"mallory? via=jmx\" via=rest");
    }

    @Test
    void aLineHasAnEnd() {
        audit.note(Actor.JMX, "notice", "x".repeat(10_000), "done");

        assertThat(kept.lines).singleElement().asString().hasSizeLessThan(700).endsWith("via=jmx");
    }

    private static final class Kept extends Handler {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            lines.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
