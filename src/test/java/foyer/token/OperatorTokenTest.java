package foyer.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.SignedJWT;
import foyer.edge.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTokenTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SigningKey key = SigningKey.generate();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void itNamesTheOperatorAndIsOfNoGuest() throws Exception {
        String token = sign("alice@example.org");
        SignedJWT parsed = SignedJWT.parse(token);

        assertThat(parsed.verify(key.verifier())).isTrue();
        assertThat(parsed.getHeader().getKeyID()).isEqualTo(key.keyId());
        assertThat(parsed.getJWTClaimsSet().getClaims())
                .containsEntry("iss", "foyer")
                .containsEntry("upn", "alice@example.org")
                .containsEntry("groups", List.of("foyer-admin"))
                .containsEntry("exp", Date.from(NOW.plus(Duration.ofHours(1))));
        TokenSettings settings =
                new TokenSettings(Optional.empty(), Duration.ofHours(2), "foyer", "foyer-clients", false);
        TokenRefused refused =
                catchThrowableOfType(TokenRefused.class, () -> new TokenVerifier(key, settings, clock).verify(token));
        assertThat(refused.refusal()).isEqualTo(Refusal.GUESTS_ONLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\"b", "a\nb", "\u00e9"})
    void aNameMustBePlain(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> sign(name)).withMessageContaining("name");
    }

    private String sign(String name) {
        return OperatorToken.sign(key, "foyer", "foyer-clients", name, Duration.ofHours(1), clock);
    }
}
