package foyer.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {

    private static final String OWN = "https://chat.example";

    private final OriginPolicy standard = new OriginPolicy();
    private final OriginPolicy listed = new OriginPolicy(List.of("https://a.example", "http://b.example:8080"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://chat.example",
                "https://CHAT.example:443",
                "http://localhost:5173",
                "https://localhost",
                "http://127.0.0.1:3000",
                "http://[::1]:3000"
            })
    void byDefaultTheOwnOriginAndLocalhostAreAllowed(String origin) {
        assertThat(standard.allows(Optional.of(origin), OWN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://chat.example",
                "https://chat.example:8443",
                "https://chat.example.evil.example",
                "https://sub.chat.example",
                "http://localhost.evil.example",
                "http://127.0.0.2",
                "http://user@localhost",
                "http://localhost/path",
                "http://localhost?x",
                "http://localhost#x",
                "file://localhost",
                "null",
                "",
                "*",
                "localhost",
                "http://",
                "http://a b",
                "https://chat.example, https://evil.example"
            })
    void nothingElseIs(String origin) {
        assertThat(standard.allows(Optional.of(origin), OWN)).isFalse();
    }

    @Test
    void aListReplacesBothDefaults() {
        assertThat(listed.allows(Optional.of("https://a.example"), OWN)).isTrue();
        assertThat(listed.allows(Optional.of("http://b.example:8080"), OWN)).isTrue();
        assertThat(listed.allows(Optional.of("http://b.example"), OWN)).isFalse();
        assertThat(listed.allows(Optional.of(OWN), OWN)).isFalse();
        assertThat(listed.allows(Optional.of("http://localhost:5173"), OWN)).isFalse();
    }

    @Test
    void whoSendsNoOriginIsNotABrowsersPage() {
        assertThat(standard.allows(Optional.empty(), OWN)).isTrue();
        assertThat(listed.allows(Optional.empty(), OWN)).isTrue();
    }

    @Test
    void aServerThatDoesNotKnowItsOwnOriginIsNobodysTwin() {
        assertThat(standard.allows(Optional.of("https://evil.example"), "https://"))
                .isFalse();
        assertThat(standard.allows(Optional.of("null"), "null")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "example.com", "https://a.example/", "https://*.example"})
    void whatIsNotAnOriginCannotBeListed(String origin) {
        assertThatThrownBy(() -> new OriginPolicy(List.of(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(origin);
    }
}
