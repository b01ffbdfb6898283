package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private static final NodeId HERE = new NodeId("here");
    private static final NodeId THERE = new NodeId("there");
    private static final NodeId ELSEWHERE = new NodeId("elsewhere");

    private final Places places = new Places(() -> HERE);

    @Test
    void theOtherNodesAreKept() {
        places.learn("ann", new Whereabouts(1, Set.of(HERE, THERE)));
        assertThat(places.of("ann")).containsExactly(THERE);
        assertThat(places.of("bob")).isEmpty();
    }

    @Test
    void ofOneWhoIsOnlyHereNothingIsKept() {
        places.learn("ann", new Whereabouts(1, Set.of(HERE)));
        assertThat(places.isEmpty()).isTrue();
        places.learn("ann", new Whereabouts(2, Set.of(THERE)));
        places.learn("ann", new Whereabouts(3, Set.of()));
        assertThat(places.isEmpty()).isTrue();
    }

    @Test
    void olderNewsThatComesLateIsNotBelieved() {
        places.learn("ann", new Whereabouts(2, Set.of(THERE)));
        places.learn("ann", new Whereabouts(1, Set.of(ELSEWHERE)));
        assertThat(places.of("ann")).containsExactly(THERE);
        places.learn("ann", new Whereabouts(3, Set.of(ELSEWHERE)));
        assertThat(places.of("ann")).containsExactly(ELSEWHERE);
    }

    @Test
    void whoMattersIsNotForgotten() {
        places.learn("ann", new Whereabouts(1, Set.of(THERE)));
        places.forgetUnless("ann", () -> true);
        assertThat(places.of("ann")).containsExactly(THERE);
        places.forgetUnless("ann", () -> false);
        assertThat(places.isEmpty()).isTrue();
    }
}
