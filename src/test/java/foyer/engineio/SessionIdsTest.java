package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionIdsTest {

    @Test
    void anEngineKnowsItsOwnAndThoseOfOthers() {
        SessionIds ours = new SessionIds();
        SessionIds others = new SessionIds();

        for (int i = 0; i < 100; i++) {
            assertThat(ours.isOfAnotherEngine(ours.next())).isFalse();
            assertThat(ours.isOfAnotherEngine(others.next())).isTrue();
        }
    }

    @Test
    void whatIsNoIdAtAllIsOfNobody() {
        SessionIds ours = new SessionIds();

        assertThat(Stream.of("", "nobody", "x".repeat(19), "x".repeat(21), "../../../../../../..", "x".repeat(100_000)))
                .noneMatch(ours::isOfAnotherEngine);
    }

    @Test
    void noTwoAreTheSame() {
        SessionIds ours = new SessionIds();

        assertThat(Stream.generate(ours::next).limit(1000))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.length() == 20);
    }
}
