package foyer.token;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.cluster.StoreUnavailableException;
import foyer.testing.LogCapture;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyAgreementTest {

    private final SigningKey key = SigningKey.generate();
    private final Set<String> known = new HashSet<>();
    private boolean away;
    private final KeyAgreement agreement = new KeyAgreement(key, keyId -> {
        if (away) {
            throw new StoreUnavailableException("away");
        }
        known.add(keyId);
        return known;
    });

    @Test
    void anotherKeyIsToldOnceWithThePropertyAndSoIsItsEnd() {
        try (LogCapture log = LogCapture.of(KeyAgreement.class)) {
            agreement.check();
            assertThat(agreement.others()).isEmpty();
            assertThat(log.lines()).isEmpty();

            known.add("another");
            agreement.check();
            agreement.check();
            assertThat(agreement.others()).containsExactly("another");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(
                            key.keyId(), "others with another", "Set foyer.token.signing-key-location to the same key");

            away = true;
            agreement.check();
            assertThat(agreement.others()).as("as far as is known").containsExactly("another");

            away = false;
            known.remove("another");
            agreement.check();
            assertThat(agreement.others()).isEmpty();
            assertThat(log.lines()).last().asString().startsWith("All nodes sign with the same key now");
        }
    }
}
