package foyer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ChromiumTest {

    @TempDir
    private Path directory;

    @Test
    void isFoundOnThePath() throws IOException {
        Path browser = executable("google-chrome");

        assertThat(Chromium.find(Map.of("PATH", "/nowhere" + File.pathSeparator + directory)))
                .contains(browser);
    }

    @Test
    void isTheOneNamedByTheEnvironmentBeforeThoseOnThePath() throws IOException {
        Path named = executable("mine");
        executable("chromium");

        assertThat(Chromium.find(Map.of("PATH", directory.toString(), "CHROMIUM", named.toString())))
                .contains(named);
    }

    @Test
    void isNotFoundWhereThereIsNone() {
        assertThat(Chromium.find(Map.of("PATH", directory.toString()))).isEmpty();
    }

    @Test
    void skipsTheTestWhenAbsentButFailsItInCi() {
        assertThatExceptionOfType(TestAbortedException.class).isThrownBy(() -> Chromium.absent(Map.of()));
        assertThatExceptionOfType(AssertionFailedError.class).isThrownBy(() -> Chromium.absent(Map.of("CI", "true")));
    }

    private Path executable(String name) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
