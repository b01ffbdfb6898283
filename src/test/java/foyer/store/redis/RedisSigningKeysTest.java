package foyer.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import foyer.store.contract.StoreFixture;
import foyer.testing.RedisProcess;
import foyer.token.SigningKeyRegister;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisSigningKeysTest {

    @Test
    void everyNodeHearsOfTheKeysOfAllUntilNobodySpeaksOfThemAnyMore() {
        try (RedisProcess redis = RedisProcess.start();
                RedisFixture fixture = new RedisFixture(redis)) {
            SigningKeyRegister one = register(fixture, "one");
            SigningKeyRegister other = register(fixture, "other");

            assertThat(one.announce("spring")).containsExactly("spring");
            assertThat(other.announce("spring")).containsExactly("spring");
            assertThat(other.announce("summer")).containsExactlyInAnyOrder("spring", "summer");
            assertThat(one.announce("spring")).containsExactlyInAnyOrder("spring", "summer");

            fixture.pass(StoreFixture.LEASE.multipliedBy(3).plus(Duration.ofSeconds(1)));
            assertThat(one.announce("spring")).containsExactly("spring");
        }
    }

    private static SigningKeyRegister register(RedisFixture fixture, String node) {
        RedisStore store = fixture.node(node, Map.of());
        store.start();
        await().until(store::isUp);
        return store.signingKeys();
    }
}
