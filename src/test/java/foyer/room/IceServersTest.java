package foyer.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.config.BadConfigurationException;
import foyer.config.Settings;
import foyer.testing.MapConfig;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IceServersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void withoutConfigurationThereAreNone() {
        assertThat(servers(Map.of())).isEqualTo("[]");
    }

    @Test
    void aStunServerNeedsNoPassword() {
        assertThat(servers(Map.of("foyer.call.ice-servers", "stun:stun.example.org:3478")))
                .isEqualTo("[{\"urls\":[\"stun:stun.example.org:3478\"]}]");
    }

    /** The credential is that of {@code printf 1772402400:guest_1 | openssl dgst -sha1 -hmac sesame -binary | base64}. */
    @Test
    void aTurnServerGetsAPasswordThatEnds() {
        assertThat(servers(Map.of(
                        "foyer.call.ice-servers",
                        "stun:s.example.org, turns:t.example.org:5349?transport=tcp",
                        "foyer.call.turn-secret",
                        "sesame")))
                .isEqualTo("[{\"urls\":[\"stun:s.example.org\"]},"
                        + "{\"urls\":[\"turns:t.example.org:5349?transport=tcp\"],"
                        + "\"username\":\"1772402400:guest_1\",\"credential\":\"6UIe98Lp3wwTYS9NRo4YLCGdoV4=\"}]");
    }

    @Test
    void whatIsWrongIsNamed() {
        Settings settings =
                new Settings(new MapConfig(Map.of("foyer.call.ice-servers", "turn:t.example.org,https://x")));
        CallSettings.read(settings);

        assertThatThrownBy(settings::check)
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("foyer.call.ice-servers has 'https://x'")
                .hasMessageContaining("foyer.call.turn-secret is missing");
    }

    private static String servers(Map<String, String> properties) {
        Settings settings = new Settings(new MapConfig(properties));
        CallSettings call = CallSettings.read(settings);
        settings.check();
        return new IceServers(call).of("guest_1", NOW).toString();
    }
}
