package foyer.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\Windows\\win.ini, win.ini",
        "..\\..\\x.png, x.png",
        ".htaccess, htaccess",
        "'  Grüße aus Köln.pdf  ', Grüße aus Köln.pdf",
        "日本語.txt, 日本語.txt",
        "what?*.png, what__.png",
        "'x.png. .', x.png",
        "\ud83d\ude00.gif, \ud83d\ude00.gif"
    })
    void onlyTheNameIsLeft(String given, String clean) {
        assertThat(FileName.clean(given)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "/", "..", "...", "a/", "\u0000", "\u202e", "\r\n"})
    void anEmptyNameGetsOne(String given) {
        assertThat(FileName.clean(given)).isEqualTo("file");
    }

    @Test
    void whatDoesNotShowIsTakenOut() {
        assertThat(FileName.clean("evil\u202egpj.exe\u0000\r\n\u2028\ud800")).isEqualTo("evilgpj.exe");
    }

    @Test
    void aLongNameKeepsItsExtension() {
        assertThat(FileName.clean("\ud83d\ude00".repeat(300) + ".jpeg"))
                .endsWith("\ud83d\ude00.jpeg")
                .satisfies(name ->
                        assertThat(name.codePointCount(0, name.length())).isEqualTo(200));
        assertThat(FileName.clean("a." + "b".repeat(100_000))).hasSize(200);
    }
}
