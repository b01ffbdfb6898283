package foyer.webapp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import foyer.testing.Chromium;
import foyer.testing.NodeScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The web application waits for a server that stops, and comes back to it when it has started. */
class WebAppRestartIT {

    private static final Path PAYARA = Path.of("target", "payara-micro.jar").toAbsolutePath();

    @Test
    void aRestartIsWaitedFor() throws Exception {
        Path chromium = Chromium.required();
        boolean payara = Files.exists(PAYARA);
        if (!payara) {
            System.out.println(
                    "The restart of a server is not tested: it needs Payara Micro, which other profiles do not bring.");
        }
        assumeTrue(payara);
        new NodeScript("app-restart.test.mjs")
                .within(Duration.ofMinutes(6))
                .with("CHROMIUM", chromium)
                .with("PAYARA_MICRO", PAYARA)
                .with("PRE_BOOT", Path.of("target", "pre-boot.asadmin").toAbsolutePath())
                .with("FOYER_WAR", Path.of("target", "foyer.war").toAbsolutePath())
                .run();
    }
}
