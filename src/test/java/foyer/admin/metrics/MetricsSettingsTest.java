package foyer.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import foyer.config.BadConfigurationException;
import foyer.config.Settings;
import foyer.edge.AddressRanges;
import foyer.testing.MapConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsSettingsTest {

    @Test
    void aScraperOnTheSameMachineMayReadWithoutAToken() {
        AddressRanges scrapers = read(Map.of());

        assertThat(scrapers.contains("127.0.0.1")).isTrue();
        assertThat(scrapers.contains("::1")).isTrue();
        assertThat(scrapers.contains("10.0.0.1")).isFalse();
        assertThat(scrapers.contains("not an address")).isFalse();
    }

    @Test
    void othersMayInItsPlace() {
        AddressRanges scrapers = read(Map.of("foyer.metrics.scrapers", "10.0.0.0/8, 192.0.2.1"));

        assertThat(scrapers.contains("10.7.7.7")).isTrue();
        assertThat(scrapers.contains("192.0.2.1")).isTrue();
        assertThat(scrapers.contains("127.0.0.1")).isFalse();
    }

    @Test
    void orNobody() {
        assertThat(read(Map.of("foyer.metrics.scrapers", "none")).contains("127.0.0.1"))
                .isFalse();
    }

    @Test
    void whatIsNoAddressIsSaid() {
        assertThatExceptionOfType(BadConfigurationException.class)
                .isThrownBy(() -> read(Map.of("foyer.metrics.scrapers", "prometheus.example.org")))
                .withMessageContaining("foyer.metrics.scrapers")
                .withMessageContaining("prometheus.example.org");
    }

    private static AddressRanges read(Map<String, String> properties) {
        Settings settings = new Settings(new MapConfig(properties));
        MetricsSettings read = MetricsSettings.read(settings);
        settings.check();
        return read.scrapers();
    }
}
