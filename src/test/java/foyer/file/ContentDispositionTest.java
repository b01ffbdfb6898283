package foyer.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {

    @Test
    void theNameIsGivenInAsciiAndWhole() {
        assertThat(ContentDisposition.inline("a b.png"))
                .isEqualTo("inline; filename=\"a b.png\"; filename*=UTF-8''a%20b.png");
        assertThat(ContentDisposition.attachment("Grüße 日本.pdf"))
                .isEqualTo("attachment; filename=\"Gr__e __.pdf\"; "
                        + "filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%E6%97%A5%E6%9C%AC.pdf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: x=1",
                "a\u560d\u560aSet-Cookie: x=1",
                "a\u010d\u010ab",
                "a\"; filename=evil.html",
                "a%0d%0ab",
                "a\\\"b;c",
                "a\u0000\u007f\u2028b",
                "\ud83d\ude00'(*)"
            })
    void nothingInANameEndsTheValueOrTheHeader(String name) {
        String header = ContentDisposition.attachment(name);

        assertThat(header)
                .matches("attachment; filename=\"[ -~&&[^\"\\\\;%]]*\"; filename\\*=UTF-8''[A-Za-z0-9%!#$&+.^_`|~-]*");
        assertThat(header.getBytes(StandardCharsets.UTF_16BE).length).isEqualTo(2 * header.length());
    }
}
