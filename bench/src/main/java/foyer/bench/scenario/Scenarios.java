package foyer.bench.scenario;

import java.util.List;

/** All scenarios there are. */
public final class Scenarios {

    private static final double LIFECYCLES_PER_SECOND = 200;
    private static final double MESSAGES_PER_SECOND = 2000;

    private Scenarios() {}

    /** In the order in which they are played. */
    public static List<Scenario> all() {
        return List.of(
                new Floor(),
                Lifecycle.ofEcho(),
                Lifecycle.full(),
                Lifecycle.paced(LIFECYCLES_PER_SECOND),
                Chat.full(),
                Chat.paced(MESSAGES_PER_SECOND),
                new Match(),
                new Churn(),
                new ReconnectStorm(),
                new CrowdScenario(),
                BroadcastScenario.notice(),
                BroadcastScenario.statistics(),
                new Idle(),
                Chat.across(),
                Chat.acrossPaced(MESSAGES_PER_SECOND));
    }
}
