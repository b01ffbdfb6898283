package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketFrameTest {

    /** The example of RFC 6455, section 5.7. */
    @Test
    void aTextIsALastFrameWithItsLength() {
        assertThat(WebSocketFrame.text("Hello")).isEqualTo(HexFormat.of().parseHex("810548656c6c6f"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8100",
        "125, 817d",
        "126, 817e007e",
        "65535, 817effff",
        "65536, 817f0000000000010000",
        "100000, 817f00000000000186a0"
    })
    void theLengthTakesAsFewBytesAsItCan(int length, String header) {
        byte[] frame = WebSocketFrame.text("x".repeat(length));

        int bytes = header.length() / 2;
        assertThat(HexFormat.of().formatHex(frame, 0, bytes)).isEqualTo(header);
        assertThat(new String(frame, bytes, frame.length - bytes, StandardCharsets.US_ASCII))
                .isEqualTo("x".repeat(length));
    }

    @Test
    void theLengthIsInBytesAndNotInCharacters() {
        byte[] frame = WebSocketFrame.text("é€😀");

        assertThat(frame[1]).isEqualTo((byte) 9);
        assertThat(new String(Arrays.copyOfRange(frame, 2, frame.length), StandardCharsets.UTF_8))
                .isEqualTo("é€😀");
    }

    @Test
    void halfACharacterIsNoReasonToSendBadUtf8() {
        assertThat(WebSocketFrame.text("a\ud83d")).isEqualTo(HexFormat.of().parseHex("8102613f"));
    }

    @Test
    void aTextPacketIsFramedOnceForEverybody() {
        Packet packet = Packet.message("2[\"hello\"]");
        byte[] frame = WebSocketFrame.of(packet);

        assertThat(frame).startsWith(0x81, 11, '4', '2');
        assertThat(WebSocketFrame.of(packet)).isSameAs(frame);
        assertThat(WebSocketFrame.of(List.of(packet))).isSameAs(frame);
    }

    @Test
    void packetsFollowEachOtherInTheirOrder() {
        byte[] frames = WebSocketFrame.of(List.of(Packet.message("a"), Packet.message(new byte[] {7, 8}), Packet.PING));

        assertThat(HexFormat.of().formatHex(frames)).isEqualTo("81023461" + "82020708" + "810132");
    }
}
