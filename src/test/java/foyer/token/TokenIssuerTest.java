package foyer.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenIssuerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.750Z");
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

    private final SigningKey key = SigningKey.generate();
    private final TokenSettings settings =
            new TokenSettings(Optional.empty(), Duration.ofHours(2), "foyer", "foyer-clients", false);
    private final TokenIssuer issuer = new TokenIssuer(key, settings, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void theClaimsAreExactlyThoseOfTheContract() throws Exception {
        IssuedToken token = issuer.issue(new TokenSubject("guest_1", "session-1", "CoolPanda1234"));

        Map<String, Object> claims = SignedJWT.parse(token.value()).getPayload().toJSONObject();
        assertThat(claims)
                .containsOnlyKeys(
                        "iss",
                        "aud",
                        "sub",
                        "upn",
                        "groups",
                        "iat",
                        "exp",
                        "jti",
                        "userId",
                        "sessionId",
                        "username",
                        "isGuest")
                .containsEntry("iss", "foyer")
                .containsEntry("aud", "foyer-clients")
                .containsEntry("sub", "guest_1")
                .containsEntry("upn", "CoolPanda1234")
                .containsEntry("groups", List.of("guest"))
                .containsEntry("userId", "guest_1")
                .containsEntry("sessionId", "session-1")
                .containsEntry("username", "CoolPanda1234")
                .containsEntry("isGuest", true);
        assertThat(((Number) claims.get("iat")).longValue()).isEqualTo(NOW.getEpochSecond());
        assertThat(((Number) claims.get("exp")).longValue()).isEqualTo(NOW.getEpochSecond() + 7200);
        assertThat(token.expiresAt()).isEqualTo(Instant.parse("2026-01-01T02:00:00Z"));
    }

    @Test
    void theHeaderNamesTheAlgorithmAndTheKey() throws Exception {
        JWSObject token = JWSObject.parse(issuer.issue(subject("a_b")).value());

        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(token.getHeader().getKeyID()).isEqualTo(key.keyId());
    }

    @Test
    void noTwoTokensAreAlike() {
        assertThat(issuer.issue(subject("abc")).value())
                .isNotEqualTo(issuer.issue(subject("abc")).value());
    }

    @Test
    void tenThousandPayloadsAreReadableWithAtob() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = 3 + random.nextInt(18); length > 0; length--) {
                name.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            String payload = issuer.issue(subject(name.toString())).value().split("\\.")[1];

            assertThat(payload).doesNotContain("-").doesNotContain("_");
            String json = new String(Base64.getDecoder().decode(payload), StandardCharsets.US_ASCII);
            assertThat(json).contains("\"username\":\"" + name + "\"");
        }
    }

    @Test
    void whatAtobCouldNotReadIsNoSubject() {
        for (String bad : new String[] {"a>b", "a?b", "a~b", "ü", "a\"b", "a\nb"}) {
            assertThatThrownBy(() -> subject(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aTokenDoesNotShowInLogs() {
        IssuedToken token = issuer.issue(subject("abc"));

        assertThat(token.toString()).doesNotContain(token.value());
    }

    private static TokenSubject subject(String username) {
        return new TokenSubject("guest_" + UUID.randomUUID(), UUID.randomUUID().toString(), username);
    }
}
