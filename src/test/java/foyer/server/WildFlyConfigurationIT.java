package foyer.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code server-config/wildfly}, on a configuration as WildFly comes with it. */
@EnabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "wildfly",
        disabledReason = "needs the WildFly that -Pwildfly unpacks")
@Timeout(120)
class WildFlyConfigurationIT {

    private static final Path SCRIPTS = Path.of("server-config", "wildfly");
    private static final String CONFIGURATION = "standalone-microprofile.xml";

    /** WildFly keeps it when it first changes the file. */
    private static final String AS_IT_COMES = "standalone_xml_history/standalone-microprofile.initial.xml";

    private final Path home = Path.of(System.getProperty("wildfly.home", "")).toAbsolutePath();

    @TempDir
    private Path base;

    private Path directory;
    private Path configuration;

    @BeforeEach
    void aFreshServer() throws IOException {
        Path origin = home.resolve("standalone/configuration");
        directory = Files.createDirectory(base.resolve("configuration"));
        for (String name : List.of("application-users.properties", "application-roles.properties")) {
            Files.copy(origin.resolve(name), directory.resolve(name));
        }
        configuration = Files.copy(origin.resolve(AS_IT_COMES), directory.resolve(CONFIGURATION));
        assertThat(configuration).content().doesNotContain("foyer");
    }

    @Test
    void whatIsConfiguredOnceStaysAsItIs() throws Exception {
        configure();
        String once = Files.readString(configuration);
        String key = Files.readString(directory.resolve("foyer-key.pem"));
        configure();

        assertThat(once)
                .contains("<property name=\"foyer.token.signing-key-location\" ")
                .contains("<logger category=\"foyer\">")
                .contains("dispatch-to-worker=\"false\"")
                .containsPattern("<http-listener [^>]*max-post-size=\"110000000\"");
        assertThat(configuration).content().isEqualTo(once);
        assertThat(directory.resolve("foyer-key.pem")).content().isEqualTo(key);
        for (String secret : List.of("foyer-key.pem", "foyer.cs")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(secret))))
                    .as("who may read %s", secret)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void whatAnAdministratorHasChangedStays() throws Exception {
        configure();
        String changed = Files.readString(configuration)
                .replace("max-post-size=\"110000000\"", "max-post-size=\"220000000\"")
                .replace("<rotate-size value=\"20m\"/>", "<rotate-size value=\"50m\"/>")
                .replace("value=\"${jboss.server.temp.dir}\"", "value=\"/srv/foyer/files\"");
        Files.writeString(configuration, changed);
        configure();

        assertThat(configuration).content().isEqualTo(changed);
    }

    @Test
    void aSecretIsNotReadableInTheConfiguration() throws Exception {
        configure();
        String secret = "pa$$ \"w\\o`rd";
        run("secret", secret, home.toString(), "foyer.redis.password");

        assertThat(configuration)
                .content()
                .containsPattern("<property name=\"foyer.redis.password\" value=\"\\$\\{ENC::foyer:[^\"]+}\"/>")
                .doesNotContain("w\\o`rd");
    }

    private void configure() throws IOException, InterruptedException {
        run("configure", "", home.toString());
    }

    private void run(String script, String input, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", SCRIPTS.resolve(script).toString()));
        command.addAll(Arrays.asList(arguments));
        Path output = base.resolve(script + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JBOSS_BASE_DIR", base.toString());
        Process process = builder.start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("%s has ended", script)
                .isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", script, Files.readString(output))
                .isZero();
    }
}
