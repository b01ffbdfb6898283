package foyer.webapp;

import foyer.testing.Chromium;
import foyer.testing.FoyerArchive;
import foyer.testing.NodeScript;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What a person does in the web application, from the home page to the end of a room. */
@ArquillianTest
class WebAppIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /** Nobody listens there: browsers try it, and use the ways they have themselves. */
    private static final String STUN = "stun:127.0.0.1:3478";

    @ArquillianResource
    private URL url;

    /** Pings are so frequent that a browser that sleeps is missed within seconds. */
    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.of(
                "foyer.limit.guests-per-minute", "0",
                "foyer.limit.connects-per-minute", "0",
                "foyer.limit.sockets-per-address", "0",
                "foyer.call.ice-servers", STUN,
                "foyer.socket.ping-interval", "PT4S",
                "foyer.socket.ping-timeout", "PT4S"));
    }

    @Test
    void twoMeetAndTalkAndSendFiles() throws Exception {
        run("app.test.mjs");
    }

    @Test
    void twoCallEachOther() throws Exception {
        run("call.test.mjs");
    }

    @Test
    void everyScreenIsAccessible() throws Exception {
        run("accessibility.test.mjs");
    }

    private void run(String script) throws IOException, InterruptedException {
        new NodeScript(script)
                .within(PATIENCE)
                .with("CHROMIUM", Chromium.required())
                .with("FOYER_ICE_SERVERS", STUN)
                .with("FOYER_URL", url.toString().replaceFirst("/$", ""))
                .run();
    }
}
