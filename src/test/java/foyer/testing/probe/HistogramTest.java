package foyer.testing.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private static final String BEFORE = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         40195        3246432  [B (java.base@17.0.13)
               2:           300          12000  foyer.engineio.EngineConnection
               3:            10            240  foyer.engineio.TickWheel$Node
            Total         40505        3258672
            """;

    private static final String AFTER = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         50195        4246432  [B (java.base@17.0.13)
               2:           200           8000  foyer.engineio.EngineConnection
               3:           150           6000  foyer.engineio.EngineConnection
               4:             7            168  foyer.socketio.Client$$Lambda$1203/0x00000008412f0a30
               5:             8            192  foyer.socketio.Client$$Lambda/0x00007f41a4000a30
               6:             2             64  [Lfoyer.engineio.TickWheel$Node;
               7:             9            216  foyer.engineio.TickWheel$Node
            Total         50571        4261072
            """;

    @Test
    void what_there_is_more_of_is_told_class_by_class() {
        assertThat(Histogram.parse(AFTER).growthSince(Histogram.parse(BEFORE)))
                .isEqualTo(Map.of(
                        "[B", 10_000L,
                        "foyer.engineio.EngineConnection", 50L,
                        "foyer.socketio.Client$$Lambda", 15L,
                        "[Lfoyer.engineio.TickWheel$Node;", 2L));
    }
}
