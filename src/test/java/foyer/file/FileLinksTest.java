package foyer.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileLinksTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.500Z");
    private static final Instant END = Instant.parse("2026-01-31T14:00:00Z");
    private static final StoredFile FILE = new StoredFile(
            "abcdefghijklmnopqrstuv",
            "a_b",
            "x.png",
            new FileType("image/png", FileCategory.IMAGE, true),
            3,
            Optional.empty(),
            NOW,
            END);

    @Test
    void aLinkIsGoodUntilItsEnd() {
        String link = linksAt(NOW).show("https://example.com", FILE);

        assertThat(link)
                .matches(
                        "https://example\\.com/api/temp-files/temp/abcdefghijklmnopqrstuv\\?e=\\d+&s=[A-Za-z0-9_-]{22}");
        assertThat(isGood(linksAt(NOW), link)).isTrue();
        assertThat(isGood(linksAt(END.minusMillis(1)), link)).isTrue();
        assertThat(isGood(linksAt(END), link)).isFalse();
    }

    @Test
    void aLinkOfOursCannotBeChanged() {
        String link = linksAt(NOW).download("", FILE);

        assertThat(isGood(linksAt(NOW), link)).isTrue();
        assertThat(isGood(linksAt(NOW), link.replace("abc", "abd"))).isFalse();
        assertThat(isGood(linksAt(NOW), link.replaceFirst("e=\\d", "e=9"))).isFalse();
        assertThat(isGood(linksAt(NOW), link.replaceFirst("e=", "e=0"))).isFalse();
        assertThat(isGood(linksAt(NOW), link.substring(0, link.length() - 1))).isFalse();
        assertThat(isGood(new FileLinks(new byte[] {2}, Clock.systemUTC()), link))
                .isFalse();
        assertThat(linksAt(NOW).isGood(FILE.fileId(), "", "")).isFalse();
        assertThat(linksAt(NOW).isGood(FILE.fileId(), "99999999999999999999", "x"))
                .isFalse();
    }

    private static boolean isGood(FileLinks links, String link) {
        String[] parts = link.split("[/?&]");
        return links.isGood(
                parts[parts.length - 3], parts[parts.length - 2].substring(2), parts[parts.length - 1].substring(2));
    }

    private static FileLinks linksAt(Instant now) {
        return new FileLinks(new byte[] {1}, Clock.fixed(now, ZoneOffset.UTC));
    }
}
