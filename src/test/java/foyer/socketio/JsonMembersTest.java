package foyer.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {

    @Test
    void aMemberIsThePieceOfTextItWas() {
        JsonMembers members =
                members(" { \"a\" : [1, {\"b\": \"}\"}] , \"c\":{\"d\":[]},\"e\" : -1.50e+2 ,\"f\":true} ");

        assertThat(members.raw("a")).contains("[1, {\"b\": \"}\"}]");
        assertThat(members.raw("c")).contains("{\"d\":[]}");
        assertThat(members.raw("e")).contains("-1.50e+2");
        assertThat(members.raw("f")).contains("true");
        assertThat(members.raw("b")).as("of an inner object").isEmpty();
        assertThat(members.raw("d")).isEmpty();
    }

    @Test
    void aNullIsAsGoodAsNothingUnlessItIsAskedFor() {
        JsonMembers members = members("{\"a\":null,\"b\":\"null\"}");

        assertThat(members.raw("a")).isEmpty();
        assertThat(members.rawOrNull("a")).contains("null");
        assertThat(members.rawOrNull("absent")).isEmpty();
        assertThat(members.text("a")).isEmpty();
        assertThat(members.text("b")).contains("null");
    }

    @Test
    void aTextIsGivenAsCharacters() {
        JsonMembers members = members("{\"a\":\"x\\n\\\"\\u00e9\\ud83d\\ude42\\/\",\"b\":7,\"c\":\"\",\"d\":[\"x\"]}");

        assertThat(members.text("a")).contains("x\n\"é\ud83d\ude42/");
        assertThat(members.text("b")).isEmpty();
        assertThat(members.text("c")).contains("");
        assertThat(members.text("d")).isEmpty();
    }

    @Test
    void aNumberIsGivenAsANumber() {
        JsonMembers members = members("{\"a\":-0.5,\"b\":1e400,\"c\":\"7\",\"d\":7,\"e\":true}");

        assertThat(members.number("a")).contains(-0.5);
        assertThat(members.number("b")).contains(Double.POSITIVE_INFINITY);
        assertThat(members.number("c")).isEmpty();
        assertThat(members.number("d")).contains(7.0);
        assertThat(members.number("e")).isEmpty();
    }

    @Test
    void ofTwoMembersOfOneNameTheLastCounts() {
        assertThat(members("{\"a\":1,\"a\":2}").raw("a")).contains("2");
    }

    @Test
    void aNameMayBeEscaped() {
        assertThat(members("{\"\\u0061\":1}").raw("a")).contains("1");
    }

    @Test
    void anObjectMayBeEmpty() {
        assertThat(members("{}").raw("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"{}\"", "7", "null", "true", "", "{", "{\"a\":}"})
    void whatIsNoObjectHasNoMembers(String json) {
        assertThat(JsonMembers.of(json)).isEmpty();
    }

    @Test
    void anObjectThatIsNestedTooDeepIsNoneRatherThanAFault() {
        assertThat(JsonMembers.of("{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}"))
                .isEmpty();
    }

    private static JsonMembers members(String json) {
        return JsonMembers.of(json).orElseThrow();
    }
}
