package foyer.store.redis;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

class RedisSettingsTest {

    @Test
    void withoutAUrlThereIsNoRedis() {
        assertThat(read(Map.of()))
                .isEqualTo(new RedisSettings(
                        Optional.empty(),
                        new RedisLogin(Optional.empty(), Optional.empty()),
                        "foyer:",
                        Duration.ofSeconds(2),
                        16));
    }

    @ParameterizedTest
    @CsvSource({
        "redis://localhost, redis://localhost:6379",
        "redis://localhost/, redis://localhost:6379",
        "redis://127.0.0.1:7000/3, redis://127.0.0.1:7000/3",
        "redis://[::1]:7000, redis://[::1]:7000",
        "rediss://redis.example, rediss://redis.example:6379",
        "redis://ann:secret@localhost, redis://localhost:6379"
    })
    void anAddressIsShownWithoutItsLogin(String url, String shown) {
        assertThat(address(url)).hasToString(shown);
    }

    @Test
    void sentinelsAreToldByCommasAndTheMasterByItsName() {
        RedisAddress address = RedisAddress.parse("redis-sentinel://ann:a%40b+c@one:1,two/the-master/4");

        assertThat(address.kind()).isEqualTo(RedisAddress.Kind.SENTINEL);
        assertThat(address.hosts()).containsExactly(new HostAndPort("one", 1), new HostAndPort("two", 26379));
        assertThat(address.service()).isEqualTo("the-master");
        assertThat(address.database()).isEqualTo(4);
        assertThat(address.user()).contains("ann");
        assertThat(address.password()).contains("a@b+c");
        assertThat(address).hasToString("redis-sentinel://one:1,two:26379/the-master/4");
    }

    @Test
    void allKeysOfAClusterAreInOneSlot() {
        RedisSettings settings = read(Map.of("foyer.redis.url", "redis-cluster://one:1,two:2"));

        assertThat(settings.address().orElseThrow().hosts())
                .containsExactly(new HostAndPort("one", 1), new HostAndPort("two", 2));
        assertThat(settings.keyPrefix()).isEqualTo("{foyer:}");
        assertThat(read(Map.of("foyer.redis.url", "redis://one")).keyPrefix()).isEqualTo("foyer:");
    }

    @Test
    void aPasswordAloneIsTheDefaultUsers() {
        RedisAddress address = RedisAddress.parse("redis://:secret@localhost");

        assertThat(address.user()).isEmpty();
        assertThat(address.password()).contains("secret");
    }

    @Test
    void theLoginMayBeKeptOutOfTheUrl() {
        RedisSettings settings = read(Map.of(
                "foyer.redis.url", "redis://localhost",
                "foyer.redis.user", "ann",
                "foyer.redis.password", "secret"));

        assertThat(settings.address().orElseThrow().user()).contains("ann");
        assertThat(settings.address().orElseThrow().password()).contains("secret");
        assertThat(settings).hasToString("redis://localhost:6379");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:6379",
                "http://localhost",
                "redis://",
                "redis://host:port",
                "redis://host:0",
                "redis://host:70000",
                "redis://host/x",
                "redis://one,two",
                "redis-sentinel://one,two",
                "redis-cluster://one/2",
                "redis://host/1/2",
                "redis://ann:%zz@host"
            })
    void aBadUrlIsRefusedAndNotRepeated(String url) {
        Settings settings = new Settings(new MapConfig(Map.of("foyer.redis.url", url)));
        RedisSettings.read(settings);

        assertThatThrownBy(settings::check)
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("foyer.redis.url ")
                .hasMessageNotContaining("%zz");
    }

    @Test
    void aPrefixWithBracesIsRefused() {
        Settings settings = new Settings(new MapConfig(Map.of("foyer.redis.prefix", "{a}")));
        RedisSettings.read(settings);

        assertThatThrownBy(settings::check).hasMessageContaining("foyer.redis.prefix is '{a}'");
    }

    private static RedisAddress address(String url) {
        return read(Map.of("foyer.redis.url", url)).address().orElseThrow();
    }

    private static RedisSettings read(Map<String, String> properties) {
        Settings settings = new Settings(new MapConfig(properties));
        RedisSettings read = RedisSettings.read(settings);
        settings.check();
        return read;
    }
}
