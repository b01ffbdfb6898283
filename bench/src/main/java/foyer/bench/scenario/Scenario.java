package foyer.bench.scenario;

import foyer.bench.server.Target;
import java.util.Map;

/** Something that a server is made to do while its cost is measured. */
public interface Scenario {

    /** As in {@code --scenarios}. */
    String name();

    /** Whether it makes sense for a target. */
    default boolean suits(Target target) {
        return target.protocol() != Target.Protocol.ECHO && target.nodes() == 1;
    }

    /** Foyer's settings other than those of the benchmark; a server with other ones is started for it. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** Does it: makes ready, and gives the stage what is to be measured. */
    void play(Stage stage);
}
