package foyer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.config.BadConfigurationException;
import foyer.config.Settings;
import foyer.testing.MapConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileSettingsTest {

    @Test
    void theDefaultsAreThoseOfTheDesign() {
        FileSettings settings = FileSettings.read(new Settings(new MapConfig(Map.of())));

        assertThat(settings.directory()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
        assertThat(settings.maxBytes()).isEqualTo(10_485_760);
        assertThat(settings.lifetime()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.uploadsPerHour()).isEqualTo(60);
    }

    @Test
    void whatIsWrongIsNamed() {
        Settings settings = new Settings(new MapConfig(Map.of(
                "foyer.file.directory", "a\0b", "foyer.file.max-bytes", "26214401", "foyer.file.lifetime", "2h")));
        FileSettings.read(settings);

        assertThatThrownBy(settings::check)
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("foyer.file.directory is no path")
                .hasMessageContaining("foyer.file.max-bytes is '26214401'")
                .hasMessageContaining("foyer.file.lifetime is '2h'");
    }
}
