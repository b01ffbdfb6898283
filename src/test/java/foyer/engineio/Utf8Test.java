package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "\u007f\u0080", "\u07ff\u0800", "\uffff", "\ud83d\ude00", "a\u00e9\u4e2d\ud83d\ude00"})
    void countsWhatEncodingWouldGive(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;

        assertThat(Utf8.bytes(text)).isEqualTo(bytes);
        assertThat(Utf8.exceeds(text, bytes)).isFalse();
        assertThat(Utf8.exceeds(text, bytes - 1)).isTrue();
    }
}
