package foyer.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.config.BadConfigurationException;
import foyer.config.Settings;
import foyer.testing.MapConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSettingsTest {

    @Test
    void theDefaultsAreThoseOfTheDesign() {
        assertThat(TokenSettings.read(new Settings(new MapConfig(Map.of()))))
                .isEqualTo(new TokenSettings(Optional.empty(), Duration.ofHours(2), "foyer", "foyer-clients", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fo>yer", "fo?yer", "~foyer", "a,b", "föyer", "a\"b"})
    void anIssuerThatAtobCannotReadIsRefused(String issuer) {
        Settings settings = new Settings(new MapConfig(Map.of("foyer.token.issuer", issuer)));
        TokenSettings.read(settings);

        assertThatThrownBy(settings::check)
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("foyer.token.issuer is '" + issuer + "'");
    }
}
