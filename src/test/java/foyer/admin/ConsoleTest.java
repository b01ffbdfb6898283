package foyer.admin;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.lifecycle.Measures;
import foyer.lifecycle.Timings;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final Measures measures = new Measures(Timings.NONE);

    @Test
    void theMBeanIsThereFromOpeningToClosing() throws JMException {
        Console console = new Console();
        assertThat(isRegistered()).isFalse();
        console.open(null, measures);
        assertThat(isRegistered()).isTrue();
        console.close();
        assertThat(isRegistered()).isFalse();
        console.close();
    }

    /** Two Foyers on one server: the second goes without, and does not take away what is the first one's. */
    @Test
    void whoComesSecondLeavesTheFirstAlone() throws JMException {
        try (Console first = new Console()) {
            first.open(null, measures);
            Console second = new Console();
            second.open(null, measures);
            second.close();
            assertThat(isRegistered()).isTrue();
        }
        assertThat(isRegistered()).isFalse();
    }

    private static boolean isRegistered() throws JMException {
        return ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName(Console.NAME));
    }
}
