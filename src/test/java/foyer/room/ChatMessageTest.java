package foyer.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.edge.EventRefused;
import foyer.edge.Refusal;
import foyer.socketio.JsonMembers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatMessageTest {

    private static final int MAX_BYTES = 10 * 1024 * 1024;

    static String[] good() {
        return new String[] {
            text("\"hi\""),
            text("\"" + "x".repeat(1000) + "\""),
            text("\"" + "\ud83d\ude42".repeat(1000) + "\""),
            text("\"" + "\\u00e9".repeat(1000) + "\""),
            text("\" x \""),
            file("\"a.png\"", "\"image/png\"", "0"),
            file("\"a.png\"", "\"image/png\"", Integer.toString(MAX_BYTES)),
            file("\"a.png\"", "\"image/png\"", "1e7"),
            voice("0", "0"),
            voice("300", Integer.toString(MAX_BYTES)),
            voice("299.99", "1"),
        };
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatTheContractAllowsIsTaken(String message) {
        assertThatCode(() -> check(message)).doesNotThrowAnyException();
    }

    static String[] bad() {
        return new String[] {
            "{}",
            "{\"content\":\"hi\"}",
            "{\"type\":\"text\"}",
            "{\"type\":\"TEXT\",\"content\":\"hi\"}",
            "{\"type\":null,\"content\":\"hi\"}",
            "{\"type\":[\"text\"],\"content\":\"hi\"}",
            text("\"\""),
            text("null"),
            text("7"),
            text("{}"),
            text("true"),
            text("\" \\n\\t\""),
            text("\"\\u00a0\\u2003\\ufeff\""),
            text("\"" + "x".repeat(1001) + "\""),
            text("\"" + "\ud83d\ude42".repeat(1001) + "\""),
            "{\"type\":\"file\"}",
            "{\"type\":\"file\",\"content\":\"a.png\"}",
            "{\"type\":\"file\",\"content\":[]}",
            file("\" \"", "\"image/png\"", "1"),
            file("null", "\"image/png\"", "1"),
            file("1", "\"image/png\"", "1"),
            file("\"a.png\"", "\"\"", "1"),
            file("\"a.png\"", "null", "1"),
            file("\"a.png\"", "\"image/png\"", "null"),
            file("\"a.png\"", "\"image/png\"", "\"1\""),
            file("\"a.png\"", "\"image/png\"", "-1"),
            file("\"a.png\"", "\"image/png\"", "-0.1"),
            file("\"a.png\"", "\"image/png\"", Integer.toString(MAX_BYTES + 1)),
            file("\"a.png\"", "\"image/png\"", "1e400"),
            file("\"" + "x".repeat(9000) + "\"", "\"image/png\"", "1"),
            "{\"type\":\"voice\"}",
            "{\"type\":\"voice\",\"content\":7}",
            voice("-1", "1"),
            voice("300.01", "1"),
            voice("null", "1"),
            voice("\"5\"", "1"),
            voice("5", "null"),
            voice("5", Integer.toString(MAX_BYTES + 1)),
        };
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatItDoesNotAllowIsRefusedAndTheAnswerRepeatsNothingOfIt(String message) {
        assertThatThrownBy(() -> check(message)).isInstanceOfSatisfying(EventRefused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.INVALID_INPUT);
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("xxxx", "a.png", "hi\"");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"mine-1\"", "17", "-1.5e3", "true", "\"\""})
    void aShortIdOfTheClientsOwnIsGivenBack(String id) {
        assertThat(ChatMessage.isShort(id)).isTrue();
    }

    static String[] unusableIds() {
        return new String[] {"{\"a\":1}", "[1]", "\"" + "x".repeat(127) + "\""};
    }

    @ParameterizedTest
    @MethodSource("unusableIds")
    void anythingElseIsNot(String id) {
        assertThat(ChatMessage.isShort(id)).isFalse();
    }

    private static void check(String message) throws EventRefused {
        ChatMessage.check(JsonMembers.of(message).orElseThrow());
    }

    private static String text(String content) {
        return "{\"type\":\"text\",\"content\":" + content + "}";
    }

    private static String file(String name, String type, String size) {
        return "{\"type\":\"file\",\"content\":{\"filename\":" + name + ",\"fileType\":" + type + ",\"fileSize\":"
                + size + "}}";
    }

    private static String voice(String duration, String size) {
        return "{\"type\":\"voice\",\"content\":{\"duration\":" + duration + ",\"fileSize\":" + size + "}}";
    }
}
