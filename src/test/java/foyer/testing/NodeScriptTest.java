package foyer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeScriptTest {

    @TempDir
    private Path directory;

    @Test
    void givesTheScriptItsEnvironmentAndReturnsWhatItPrints() throws Exception {
        NodeScript script = script("console.log('at ' + process.env.FOYER_URL)");

        assertThat(script.with("FOYER_URL", "http://127.0.0.1:1").run()).contains("at http://127.0.0.1:1");
    }

    @Test
    void failsWithTheOutputWhenTheScriptFails() throws IOException {
        NodeScript script = script("console.error('no connection'); process.exit(3)");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(script::run)
                .withMessageContaining("no connection")
                .withMessageContaining("3");
    }

    @Test
    void failsWhenTheScriptDoesNotEnd() throws IOException {
        NodeScript script = script("setInterval(() => {}, 1000)").within(Duration.ofMillis(200));

        assertThatExceptionOfType(AssertionError.class).isThrownBy(script::run).withMessageContaining("did not end");
    }

    private NodeScript script(String text) throws IOException {
        Files.writeString(directory.resolve("node-script-test.mjs"), text);
        return new NodeScript(directory, "node-script-test.mjs");
    }
}
