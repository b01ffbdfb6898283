package foyer.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.engineio.PacketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void escapes_what_must_be_and_nothing_else() {
        assertThat(JsonText.quote("a\"b\\c/ä\uD83D\uDE00")).isEqualTo("\"a\\\"b\\\\c/ä\uD83D\uDE00\"");
        assertThat(JsonText.quote("\0\n\u001f")).isEqualTo("\"\\u0000\\u000a\\u001f\"");
    }

    @Test
    void escapes_half_a_surrogate_pair() {
        assertThat(JsonText.quote("\uD83D")).isEqualTo("\"\\ud83d\"");
        assertThat(JsonText.quote("\uDE00\uD83Dx")).isEqualTo("\"\\ude00\\ud83dx\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "\"\\\b\f\n\r\t", "\u0001", "\uD83D", "\uDE00\uD83D", "é\uD83D\uDE00", "</script>"})
    void reads_back_as_it_was(String value) throws PacketException {
        JsonScanner scanner = new JsonScanner(JsonText.quote(value), 0, 1);
        scanner.next();
        assertThat(scanner.string()).isEqualTo(value);
    }
}
