package foyer.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import foyer.engineio.PacketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {

    private static final SocketIoOptions OPTIONS =
            new SocketIoOptions(Duration.ofSeconds(45), 10, 32, Duration.ofSeconds(10), 1000);

    private final PacketDecoder decoder = new PacketDecoder(OPTIONS);

    @Test
    void decodes_connect() throws PacketException {
        assertThat(text("0")).isEqualTo(new ClientPacket.Connect("/", Optional.empty()));
        assertThat(text("0{\"token\":\"123\"}"))
                .isEqualTo(new ClientPacket.Connect("/", Optional.of("{\"token\":\"123\"}")));
        assertThat(text("0/custom")).isEqualTo(new ClientPacket.Connect("/custom", Optional.empty()));
        assertThat(text("0/custom,")).isEqualTo(new ClientPacket.Connect("/custom", Optional.empty()));
        assertThat(text("0/custom, {\"a\":[]} "))
                .isEqualTo(new ClientPacket.Connect("/custom", Optional.of("{\"a\":[]}")));
    }

    @Test
    void strips_the_query_of_a_namespace() throws PacketException {
        assertThat(text("0/custom?token=1,{}").namespace()).isEqualTo("/custom");
        assertThat(text("0/?a=b").namespace()).isEqualTo("/");
    }

    @Test
    void decodes_disconnect() throws PacketException {
        assertThat(text("1")).isEqualTo(new ClientPacket.Disconnect("/"));
        assertThat(text("1/custom,")).isEqualTo(new ClientPacket.Disconnect("/custom"));
    }

    @Test
    void decodes_an_event_and_leaves_its_arguments_as_text() throws PacketException {
        assertThat(text("2[\"message\",1,\"2\",{\"3\":[true]} ]"))
                .isEqualTo(emit("/", OptionalLong.empty(), "message", "1", "\"2\"", "{\"3\":[true]}"));
        assertThat(text("2/admin,[\"foo\"]")).isEqualTo(emit("/admin", OptionalLong.empty(), "foo"));
    }

    @Test
    void decodes_an_event_with_an_id() throws PacketException {
        assertThat(text("212[\"foo\"]")).isEqualTo(emit("/", OptionalLong.of(12), "foo"));
        assertThat(text("2/admin,0[\"foo\"]")).isEqualTo(emit("/admin", OptionalLong.of(0), "foo"));
        assertThat(text("29007199254740992[\"foo\"]")).isEqualTo(emit("/", OptionalLong.of(1L << 53), "foo"));
    }

    @Test
    void reads_the_escapes_of_an_event_name() throws PacketException {
        assertThat(text("2[\"caf\\u00e9\\n\"]")).isEqualTo(emit("/", OptionalLong.empty(), "café\n"));
    }

    @Test
    void takes_a_number_for_an_event_name() throws PacketException {
        assertThat(text("2[7,true]")).isEqualTo(emit("/", OptionalLong.empty(), "7", "true"));
    }

    @Test
    void decodes_an_acknowledgement() throws PacketException {
        assertThat(text("3/admin,13[\"bar\"]")).isEqualTo(new ClientPacket.Ack("/admin", 13, Arguments.of("\"bar\"")));
        assertThat(text("312[]")).isEqualTo(new ClientPacket.Ack("/", 12, Arguments.none()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "7",
                "9[]",
                "-1",
                " 0",
                "\u0662[\"a\"]",
                "0[]",
                "0null",
                "0\"x\"",
                "0{",
                "0{}x",
                "0/custom,1,{}",
                "1[]",
                "1{}",
                "1x",
                "1/custom,null",
                "2",
                "2{}",
                "2[]",
                "2[",
                "2[\"a\"",
                "2[\"a\"]]",
                "2[\"a\",]",
                "2[null]",
                "2[{}]",
                "2[[\"a\"]]",
                "2[true,\"a\"]",
                "2\"a\"",
                "2/custom",
                "2/custom[\"a\"]",
                "2abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]",
                "2-1[\"a\"]",
                "21.5[\"a\"]",
                "21e3[\"a\"]",
                "29007199254740993[\"a\"]",
                "299999999999999999999[\"a\"]",
                "218446744073709551617[\"a\"]",
                "2[\"connect\"]",
                "2[\"connect_error\"]",
                "2[\"disconnect\"]",
                "2[\"disconnecting\"]",
                "2[\"newListener\"]",
                "2[\"removeListener\"]",
                "2[\"\\u0063onnect\"]",
                "3",
                "31",
                "3[]",
                "31{}",
                "31null",
                "31[",
                "3/a,[]",
                "4",
                "4{}",
                "4\"x\"",
                "4{\"message\":\"x\"}",
                "5",
                "5[\"a\"]",
                "5-[\"a\"]",
                "51",
                "51[\"a\"]",
                "5a-[\"a\"]",
                "5-1-[\"a\"]",
                "51.0-[\"a\"]",
                "511-[\"a\"]",
                "54294967296-[\"a\"]",
                "54294967297-[\"a\"]",
                "51-",
                "51-{}",
                "51-[\"disconnect\"]",
                "6",
                "60-[]",
                "61-[]",
                "61-1{}",
                "611-1[]"
            })
    void refuses(String packet) {
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> decoder.text(packet));
    }

    @Test
    void refuses_a_payload_nested_too_deep() throws PacketException {
        String inside = "[".repeat(31) + "]".repeat(31);
        assertThat(text("2[\"a\"," + inside + "]")).isEqualTo(emit("/", OptionalLong.empty(), "a", inside));
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> text("2[\"a\",[" + inside + "]]"));
    }

    @Test
    void refuses_an_endless_namespace_and_endless_arguments() {
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> text("0/" + "a".repeat(256)));
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> text("2[\"a\"" + ",1".repeat(257) + "]"));
    }

    @Test
    void says_what_is_wrong_without_repeating_what_was_sent() {
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> decoder.text("2[\"disconnect\",\"secret\"]"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Nested
    class Binary {

        @Test
        void waits_for_every_attachment() throws PacketException {
            String first = "{\"_placeholder\":true,\"num\":0}";
            String second = "{\"a\":{\"num\":1,\"_placeholder\":true}}";
            assertThat(decoder.text("52-/admin,9[\"baz\"," + first + "," + second + "]"))
                    .isEmpty();
            assertThat(decoder.binary(new byte[] {1, 2})).isEmpty();
            ClientPacket.Emit packet =
                    (ClientPacket.Emit) decoder.binary(new byte[] {3}).orElseThrow();
            assertThat(packet.namespace()).isEqualTo("/admin");
            assertThat(packet.id()).hasValue(9);
            assertThat(packet.event()).isEqualTo("baz");
            assertThat(packet.arguments().json()).containsExactly(first, second);
            assertThat(packet.arguments().attachments()).containsExactly(new byte[] {1, 2}, new byte[] {3});
        }

        @Test
        void takes_the_next_packet_afterwards() throws PacketException {
            decoder.text("51-[\"a\",{\"_placeholder\":true,\"num\":0}]");
            decoder.binary(new byte[0]);
            assertThat(text("2[\"b\"]")).isEqualTo(emit("/", OptionalLong.empty(), "b"));
        }

        @Test
        void decodes_an_acknowledgement() throws PacketException {
            assertThat(decoder.text("61-15[{\"_placeholder\":true,\"num\":0}]")).isEmpty();
            ClientPacket.Ack packet =
                    (ClientPacket.Ack) decoder.binary(new byte[] {4}).orElseThrow();
            assertThat(packet.id()).isEqualTo(15);
            assertThat(packet.arguments().attachments()).containsExactly(new byte[] {4});
        }

        @Test
        void is_complete_at_once_without_attachments() throws PacketException {
            assertThat(text("50-[\"a\",1]")).isEqualTo(emit("/", OptionalLong.empty(), "a", "1"));
            assertThat(text("2[\"b\"]")).isEqualTo(emit("/", OptionalLong.empty(), "b"));
        }

        @Test
        void may_have_ten_attachments() throws PacketException {
            assertThat(decoder.text("510-[\"a\"]")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"_placeholder\":true,\"num\":1}",
                    "{\"_placeholder\":true,\"num\":-1}",
                    "{\"_placeholder\":true,\"num\":0.0}",
                    "{\"_placeholder\":true,\"num\":4294967296}",
                    "{\"_placeholder\":true,\"num\":18446744073709551616}",
                    "{\"_placeholder\":true,\"num\":\"0\"}",
                    "{\"_placeholder\":true,\"num\":{\"num\":0}}",
                    "{\"_placeholder\":true,\"num\":[0]}",
                    "{\"_placeholder\":true}",
                    "{\"num\":5,\"_placeholder\":true}",
                    "{\"_placeholder\":false,\"num\":7,\"_placeholder\":true}",
                    "{\"_placeholder\":true,\"num\":0,\"num\":7}",
                    "{\"\\u005fplaceholder\":true,\"num\":7}",
                    "[[{\"a\":[{\"_placeholder\":true,\"num\":7}]}]]",
                    "{\"num\":0,\"a\":{\"_placeholder\":true}}",
                    "{\"a\":{\"num\":0},\"b\":{\"_placeholder\":true}}",
                    "{\"_placeholder\":{\"_placeholder\":true}}"
                })
        void refuses_a_placeholder_without_attachment(String argument) {
            assertThatExceptionOfType(PacketException.class)
                    .isThrownBy(() -> decoder.text("51-[\"a\"," + argument + "]"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"_placeholder\":false,\"num\":7}",
                    "{\"_placeholder\":1,\"num\":7}",
                    "{\"_placeholder\":true,\"_placeholder\":false,\"num\":7}",
                    "{\"num\":7}",
                    "{\"_placeholder\":true,\"num\":7,\"num\":0}",
                    "{\"_placeholder\":true,\"num\":0,\"a\":{\"num\":7}}",
                    "{\"_placeholder\":true,\"a\":{\"_placeholder\":false,\"num\":7},\"num\":0}",
                    "{\"a\":{\"_placeholder\":true,\"num\":0},\"b\":{\"num\":7}}",
                    "\"_placeholder\""
                })
        void takes_only_placeholders_for_placeholders(String argument) throws PacketException {
            assertThat(decoder.text("51-[\"a\"," + argument + "]")).isEmpty();
            assertThat(decoder.binary(new byte[1])).isPresent();
        }

        @Test
        void leaves_placeholders_in_text_packets_alone() throws PacketException {
            String argument = "{\"_placeholder\":true,\"num\":7}";
            assertThat(text("2[\"a\"," + argument + "]")).isEqualTo(emit("/", OptionalLong.empty(), "a", argument));
        }

        @Test
        void refuses_text_in_between() throws PacketException {
            decoder.text("51-[\"a\"]");
            assertThatExceptionOfType(PacketException.class).isThrownBy(() -> decoder.text("2[\"b\"]"));
        }

        @Test
        void refuses_an_attachment_without_a_packet() {
            assertThatExceptionOfType(PacketException.class).isThrownBy(() -> decoder.binary(new byte[1]));
        }

        @Test
        void refuses_one_attachment_too_many() throws PacketException {
            decoder.text("51-[\"a\"]");
            decoder.binary(new byte[1]);
            assertThatExceptionOfType(PacketException.class).isThrownBy(() -> decoder.binary(new byte[1]));
        }

        @Test
        void refuses_attachments_that_are_too_large_together() throws PacketException {
            decoder.text("53-[\"a\"]");
            decoder.binary(new byte[500]);
            decoder.binary(new byte[500]);
            assertThatExceptionOfType(PacketException.class).isThrownBy(() -> decoder.binary(new byte[1]));
        }
    }

    /** Seeded, so that a failure comes again. */
    @Test
    void throws_nothing_but_its_own_exception_whatever_it_reads() {
        Random random = new Random(42);
        List<String> seeds = List.of(
                "0/admin,{\"token\":\"a\"}",
                "212[\"foo\",{\"a\":[1,2]}]",
                "52-/a,7[\"b\",{\"_placeholder\":true,\"num\":0}]",
                "61-1[{\"_placeholder\":true,\"num\":0}]",
                "3/a,9[]",
                "1/a,");
        int decoded = 0;
        for (int i = 0; i < 100_000; i++) {
            decoded += survives(mutate(seeds.get(random.nextInt(seeds.size())), random)) ? 1 : 0;
        }
        assertThat(decoded).isBetween(5_000, 95_000);
    }

    private static boolean survives(String packet) {
        PacketDecoder fresh = new PacketDecoder(OPTIONS);
        try {
            fresh.text(packet);
            fresh.binary(new byte[3]);
            return true;
        } catch (PacketException e) {
            return e.getMessage().startsWith("attachment without");
        }
    }

    private static String mutate(String packet, Random random) {
        StringBuilder out = new StringBuilder(packet);
        for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
            int at = random.nextInt(out.length());
            out.setCharAt(at, random.nextInt(4) == 0 ? (char) random.nextInt(0x10000) : pick(random));
        }
        return out.substring(0, random.nextInt(5) == 0 ? random.nextInt(out.length()) : out.length());
    }

    private static char pick(Random random) {
        String characters = "0123456789/,-[]{}\"\\:etn ";
        return characters.charAt(random.nextInt(characters.length()));
    }

    private ClientPacket text(String data) throws PacketException {
        return decoder.text(data).orElseThrow();
    }

    private static ClientPacket emit(String namespace, OptionalLong id, String event, String... jsonArgs) {
        return new ClientPacket.Emit(namespace, id, event, Arguments.of(jsonArgs));
    }
}
