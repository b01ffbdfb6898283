package foyer.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.engineio.Packet;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of the protocol's text. */
class PacketEncoderTest {

    private static final Arguments BINARY =
            new Arguments(List.of("{\"_placeholder\":true,\"num\":0}"), List.of(new byte[] {1, 2, 3, 4}));

    @Test
    void encodes_the_answers_to_connect() {
        assertThat(data(PacketEncoder.connect("/", "wZX3oN0bSVIhsaknAAAI")))
                .isEqualTo("0{\"sid\":\"wZX3oN0bSVIhsaknAAAI\"}");
        assertThat(data(PacketEncoder.connect("/admin", "oSO0OpakMV_3jnilAAAA")))
                .isEqualTo("0/admin,{\"sid\":\"oSO0OpakMV_3jnilAAAA\"}");
        assertThat(data(PacketEncoder.connectError("/", new ConnectError("Not authorized"))))
                .isEqualTo("4{\"message\":\"Not authorized\"}");
        assertThat(data(PacketEncoder.connectError("/a", new ConnectError("\"", Optional.of("{\"code\":1}")))))
                .isEqualTo("4/a,{\"message\":\"\\\"\",\"data\":{\"code\":1}}");
    }

    @Test
    void encodes_disconnect() {
        assertThat(data(PacketEncoder.disconnect("/"))).isEqualTo("1");
        assertThat(data(PacketEncoder.disconnect("/admin"))).isEqualTo("1/admin,");
    }

    @Test
    void encodes_events() {
        assertThat(data(PacketEncoder.event("/", "foo", Arguments.none()))).containsExactly("2[\"foo\"]");
        assertThat(data(PacketEncoder.event("/admin", "bar", Arguments.of("1", "{}"))))
                .containsExactly("2/admin,[\"bar\",1,{}]");
        assertThat(data(PacketEncoder.event("/", 12, "foo", Arguments.none()))).containsExactly("212[\"foo\"]");
    }

    @Test
    void encodes_attachments_after_their_text() {
        assertThat(data(PacketEncoder.event("/", "baz", BINARY)))
                .containsExactly("51-[\"baz\",{\"_placeholder\":true,\"num\":0}]", "4 bytes");
        assertThat(data(PacketEncoder.ack("/", 15, BINARY)))
                .containsExactly("61-15[{\"_placeholder\":true,\"num\":0}]", "4 bytes");
    }

    @Test
    void encodes_acknowledgements() {
        assertThat(data(PacketEncoder.ack("/admin", 13, Arguments.of("\"bar\""))))
                .containsExactly("3/admin,13[\"bar\"]");
        assertThat(data(PacketEncoder.ack("/", 0, Arguments.none()))).containsExactly("30[]");
    }

    private static List<String> data(List<Packet> packets) {
        return packets.stream().map(PacketEncoderTest::data).toList();
    }

    private static String data(Packet packet) {
        if (packet instanceof Packet.Text text) {
            return text.data();
        }
        ByteBuffer data = ((Packet.Binary) packet).data();
        return data.remaining() + " bytes";
    }
}
