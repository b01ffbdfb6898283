package foyer.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.config.BadConfigurationException;
import foyer.config.Settings;
import foyer.testing.MapConfig;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EdgeSettingsTest {

    @Test
    void originsAndProxiesAreLists() {
        Settings settings = new Settings(new MapConfig(Map.of(
                "foyer.origins", "https://a.example, https://b.example", "foyer.proxies", "10.0.0.1,192.0.2.0/24")));
        EdgeSettings edge = EdgeSettings.read(settings);

        settings.check();
        assertThat(edge.origins().allows(Optional.of("https://b.example"), "")).isTrue();
        assertThat(edge.addresses()
                        .resolve("192.0.2.77", Optional.of("1.2.3.4"), Optional.empty(), "http", Optional.empty())
                        .address())
                .isEqualTo("1.2.3.4");
    }

    @Test
    void bothMistakesAreNamed() {
        Settings settings =
                new Settings(new MapConfig(Map.of("foyer.origins", "a.example", "foyer.proxies", "proxy.example")));
        EdgeSettings.read(settings);

        assertThatThrownBy(settings::check)
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("foyer.origins is wrong: 'a.example'")
                .hasMessageContaining("foyer.proxies is wrong: 'proxy.example'");
    }
}
