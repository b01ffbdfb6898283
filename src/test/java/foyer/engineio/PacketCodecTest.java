package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecTest {

    private final Random random = new Random(1);

    @Test
    void textKeepsItsTypeAndData() throws PacketException {
        assertThat(PacketCodec.decode("4h\u00e9llo")).isInstanceOfSatisfying(Packet.Text.class, text -> {
            assertThat(text.type()).isEqualTo(PacketType.MESSAGE);
            assertThat(text.data()).isEqualTo("h\u00e9llo");
        });
        assertThat(PacketCodec.decode("3").type()).isEqualTo(PacketType.PONG);
    }

    @Test
    void bytesSurviveTheirWayThroughText() throws PacketException {
        for (int length = 0; length < 100; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            String encoded = Packet.message(data).encoded();

            assertThat(PacketCodec.decode(encoded))
                    .isInstanceOfSatisfying(
                            Packet.Binary.class,
                            binary -> assertThat(binary.bytes()).isEqualTo(data));
        }
    }

    @Test
    void binaryIsBAndBase64() {
        assertThat(Packet.message(new byte[] {1, 2, 3, 4}).encoded()).isEqualTo("bAQIDBA==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "x", "/", ":", "\u001e", "b!", "bA", "b====", "\ud800"})
    void whatIsNoPacketIsRefused(String encoded) {
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> PacketCodec.decode(encoded));
    }

    @Test
    void packetsOfAPayloadAreJoinedAndSplitInOrder() {
        List<Packet> packets = List.of(Packet.message("a"), Packet.PING, Packet.message(new byte[] {1}));
        String payload = PacketCodec.join(packets);

        assertThat(payload).isEqualTo("4a\u001e2\u001ebAQ==");
        assertThat(split(payload)).containsExactly("4a", "2", "bAQ==");
    }

    @Test
    void nothingIsLostWhereNothingStandsBetweenSeparators() {
        assertThat(split("")).containsExactly("");
        assertThat(split("\u001e")).containsExactly("", "");
        assertThat(split("4a\u001e\u001e4b")).containsExactly("4a", "", "4b");
        assertThat(split("4a\u001e")).containsExactly("4a", "");
    }

    private static List<String> split(String payload) {
        List<String> packets = new ArrayList<>();
        PacketCodec.split(payload).forEachRemaining(packets::add);
        return packets;
    }
}
