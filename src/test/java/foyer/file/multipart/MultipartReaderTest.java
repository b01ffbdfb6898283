package foyer.file.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {

    private static final String FORM = """
            preamble\r
            --b\r
            Content-Disposition: form-data; name="roomId"\r
            \r
            a_b\r
            --b  \r
            content-type: image/png\r
            CONTENT-DISPOSITION: form-data; filename="ü; \\"x%22.png"; name=file\r
            X-Other: 1\r
            \r
            \r
            --bytes\r\r
            --\r
            --b\r
            Content-Disposition: form-data; name="empty"; filename=""\r
            \r
            \r
            --b--\r
            epilogue""";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 64, 100_000})
    void aFormIsTakenApartHoweverItComesIn(int bytesAtOnce) throws IOException {
        // "--bytes" begins as a boundary does: it must not, so the boundary here is longer.
        String form =
                FORM.replace("--b\r", "--bound\r").replace("--b ", "--bound ").replace("--b-", "--bound-");
        List<Field> fields = read(new Dripping(bytes(form), bytesAtOnce), "bound");

        assertThat(fields)
                .containsExactly(
                        new Field("roomId", Optional.empty(), Optional.empty(), "a_b"),
                        new Field("file", Optional.of("ü; \"x\".png"), Optional.of("image/png"), "\r\n--bytes\r\r\n--"),
                        new Field("empty", Optional.of(""), Optional.empty(), ""));
    }

    @Test
    void contentLargerThanTheBufferWithBoundariesThatAreNoneComesWhole() throws IOException {
        Random random = new Random(4711);
        for (int round = 0; round < 200; round++) {
            StringBuilder content = new StringBuilder();
            int pieces = random.nextInt(6000);
            for (int i = 0; i < pieces; i++) {
                content.append(List.of("\r", "\n", "\r\n", "-", "--", "\r\n--", "\r\n--boundar", "x", "\r\n-")
                        .get(random.nextInt(9)));
            }
            String form =
                    "--boundary\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n" + content + "\r\n--boundary--";
            assertThat(read(new Dripping(bytes(form), 1 + random.nextInt(20_000)), "boundary"))
                    .singleElement()
                    .extracting(Field::content)
                    .isEqualTo(content.toString());
        }
    }

    @Test
    void whatIsNotReadOfAPartIsSkipped() throws IOException {
        String form = part("a", "x".repeat(50_000)) + part("b", "y") + "--b--";
        MultipartReader reader = new MultipartReader(new ByteArrayInputStream(bytes(form)), "b");
        Part first = reader.next().orElseThrow();
        assertThat(first.content().read()).isEqualTo('x');

        assertThat(reader.next().map(Part::name)).contains("b");
        assertThatThrownBy(() -> first.content().read()).isInstanceOf(IOException.class);
        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void aNestedFormIsContentAsAnyOther() throws IOException {
        String nested = "--inner\r\nContent-Disposition: file; filename=x\r\n\r\ny\r\n--inner--";
        assertThat(read(new ByteArrayInputStream(bytes(part("a", nested) + "--b--")), "b"))
                .singleElement()
                .extracting(Field::content)
                .isEqualTo(nested);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no boundary at all",
                "--b",
                "--b\r\n",
                "--b\r\nContent-Disposition: form-data; name=x\r\n\r\nends here",
                "--b\r\nContent-Disposition: form-data; name=x\r\n\r\nends here\r\n--b",
                "--b\r\nContent-Disposition: form-data; name=x\r\n\r\nends here\r\n--b-",
                "--b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n--bx\r\n",
                "--b\r\n\r\nno header\r\n--b--",
                "--b\r\nContent-Disposition: attachment; name=x\r\n\r\n\r\n--b--",
                "--b\r\nContent-Disposition: form-data; filename=x\r\n\r\n\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"x\r\n\r\n\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=x; name=y\r\n\r\n\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=x\r\nContent-Disposition: form-data; name=y\r\n\r\n\r\n--b--",
                "--b\r\nContent-Disposition: form-data;\r\n name=x\r\n\r\n\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=x\n\n\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\0\r\n\r\n\r\n--b--"
            })
    void whatIsNoFormIsRefused(String body) {
        assertThatThrownBy(() -> read(new ByteArrayInputStream(bytes(body)), "b"))
                .isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void aHugeHeaderIsRefusedBeforeItIsRead() {
        InputStream endless = new InputStream() {
            private final byte[] beginning = bytes("--b\r\nContent-Disposition: form-data; name=");
            private int read;

            @Override
            public int read() {
                assertThat(read).isLessThan(100_000);
                return read < beginning.length ? beginning[read++] : 'x' + 0 * read++;
            }
        };
        assertThatThrownBy(() -> read(endless, "b")).isInstanceOf(MalformedBodyException.class);
        String many = "X: y\r\n".repeat(2000);
        assertThatThrownBy(() -> read(new ByteArrayInputStream(bytes("--b\r\n" + many)), "b"))
                .isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void thousandsOfPartsAreRefused() {
        assertThatThrownBy(() ->
                        read(new ByteArrayInputStream(bytes(part("a", "").repeat(5000) + "--b--")), "b"))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessageContaining("more than 32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a ",
                "a\r\nb",
                "ü",
                "12345678901234567890123456789012345678901234567890123456789012345678901"
            })
    void whatIsNoBoundaryIsRefused(String boundary) {
        assertThatThrownBy(() -> new MultipartReader(InputStream.nullInputStream(), boundary))
                .isInstanceOf(MalformedBodyException.class);
    }

    private static String part(String name, String content) {
        return "--b\r\nContent-Disposition: form-data; name=" + name + "\r\n\r\n" + content + "\r\n";
    }

    private static List<Field> read(InputStream in, String boundary) throws IOException {
        MultipartReader reader = new MultipartReader(in, boundary);
        List<Field> fields = new ArrayList<>();
        for (Optional<Part> part = reader.next(); part.isPresent(); part = reader.next()) {
            Part given = part.get();
            String content = new String(given.content().readAllBytes(), StandardCharsets.UTF_8);
            fields.add(new Field(given.name(), given.filename(), given.contentType(), content));
        }
        return fields;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Field(String name, Optional<String> filename, Optional<String> contentType, String content) {}

    /** Gives some bytes at a time, as a network does. */
    private static final class Dripping extends ByteArrayInputStream {
        private final int atOnce;

        Dripping(byte[] bytes, int atOnce) {
            super(bytes);
            this.atOnce = atOnce;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, atOnce));
        }
    }
}
