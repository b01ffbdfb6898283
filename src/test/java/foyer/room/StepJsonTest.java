package foyer.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import foyer.cluster.Whereabouts;
import foyer.guest.Profile;
import foyer.socketio.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepJsonTest {

    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00.000123Z");
    private static final Member ANN = new Member(
            "guest_ann", "ann", new Profile(Optional.of("Zürich \"west\""), Optional.empty(), Optional.of("de")));
    private static final Member BOB = new Member("guest_bob", "bob", Profile.EMPTY);
    private static final Room ROOM = new Room(ANN, BOB, SINCE);
    private static final Whereabouts TWO = new Whereabouts(17, Set.of(new NodeId("a"), new NodeId("b")));
    private static final Whereabouts NOWHERE = new Whereabouts(18, Set.of());

    static Stream<Step> steps() {
        return Stream.of(
                new Step.Opened(ROOM, Map.of("guest_ann", TWO, "guest_bob", NOWHERE)),
                new Step.Closed(
                        ROOM, new Exit("guest_ann", ClosedReason.PARTNER_OFFLINE, Exit.Kind.LOST), Optional.empty()),
                new Step.Closed(
                        ROOM,
                        new Exit("guest_ann", ClosedReason.USER_LEFT, Exit.Kind.LEFT, true),
                        Optional.of(Instant.parse("2026-01-01T00:00:01.5Z"))),
                new Step.Here("guest_ann", TWO, Optional.of(ROOM), true),
                new Step.Here("guest_ann", TWO, Optional.empty(), false),
                new Step.Gone("guest_ann", NOWHERE, Optional.of(ROOM), true, Duration.ofSeconds(5)),
                new Step.Gone("guest_ann", TWO, Optional.empty(), false, Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void whatIsWrittenIsRead(Step step) {
        assertThat(StepJson.read(step.letter())).isEqualTo(step);
    }

    @Test
    void theFormIsTheOneThatIsWrittenDown() {
        assertThat(new Step.Gone("guest_bob", NOWHERE, Optional.of(ROOM), true, Duration.ofSeconds(5)).letter())
                .isEqualTo(new Letter(
                        "gone",
                        "guest_ann_guest_bob",
                        "{\"userId\":\"guest_bob\",\"places\":{\"version\":18,\"nodes\":\"\"},\"away\":true,\"graceMs\":5000,"
                                + "\"room\":{\"first\":{\"userId\":\"guest_ann\",\"username\":\"ann\","
                                + "\"location\":\"Zürich \\\"west\\\"\",\"language\":\"de\"},"
                                + "\"second\":{\"userId\":\"guest_bob\",\"username\":\"bob\"},"
                                + "\"since\":\"1767225600000123\"}}"));
        assertThat(new Step.Here("guest_bob", TWO, Optional.empty(), false).lane())
                .as("of a guest without a room")
                .isEqualTo("guest_bob");
    }

    @Test
    void somethingElseIsNotAStep() {
        assertThatThrownBy(() -> StepJson.read(new Letter("stats", "", "{}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsToldIsPassedOnAsItIs() {
        Tell said = new Tell(
                "guest_bob",
                Optional.of(StepJson.since(ROOM)),
                Optional.of("socket-1"),
                Message.volatileOf("chat:typing:start", "{ \"a\": [1, \"}\\\"\"] }"));
        Letter letter = said.letter("guest_ann_guest_bob");
        Tell read = Tell.read(letter).orElseThrow();

        assertThat(letter.lane()).isEqualTo("guest_ann_guest_bob");
        assertThat(read.to()).isEqualTo("guest_bob");
        assertThat(read.since()).contains("1767225600000123");
        assertThat(read.except()).contains("socket-1");
        assertThat(read.message().event()).isEqualTo("chat:typing:start");
        assertThat(read.message().isVolatile()).isTrue();
        assertThat(read.message().arguments().json()).containsExactly("{ \"a\": [1, \"}\\\"\"] }");
        assertThat(Tell.read(new Letter(Tell.KIND, "lane", "no object"))).isEmpty();
    }
}
