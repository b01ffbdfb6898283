package foyer.room;

import foyer.testing.FoyerArchive;
import foyer.testing.NodeScript;
import foyer.testing.SharedRedis;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Rooms as their guests meet them: two stock clients of npm, and three hundred. */
@ArquillianTest
class RoomIT {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Path FILES = Path.of("target", "room-files").toAbsolutePath();

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.of(
                "foyer.limit.guests-per-minute", "0",
                "foyer.limit.connects-per-minute", "0",
                "foyer.limit.sockets-per-address", "0",
                "foyer.limit.events-per-second", "0",
                "foyer.limit.uploads-per-hour", "0",
                "foyer.file.directory", FILES.toString(),
                "foyer.room.grace", GRACE.toString()));
    }

    @Test
    void twoGuestsMeetTalkAndPartInEveryWayThereIs() throws Exception {
        script("rooms.test.mjs").with("FOYER_GRACE_MS", GRACE.toMillis()).run();
    }

    @Test
    void whatTheySendEachOtherGoesWithTheRoomInEveryWayThereIs() throws Exception {
        NodeScript script = script("room-files.test.mjs").with("FOYER_GRACE_MS", GRACE.toMillis());
        // On Redis no disk needs to be looked at.
        (SharedRedis.isAsked() ? script : script.with("FOYER_FILES", FILES)).run();
    }

    @Test
    void threeHundredGuestsFindPartnersInOneInstant() throws Exception {
        script("crowd.test.mjs").run();
    }

    private NodeScript script(String name) {
        return new NodeScript(name)
                .within(PATIENCE)
                .with("FOYER_URL", url.toString().replaceFirst("/$", ""));
    }
}
