package foyer.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import foyer.edge.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TokenSubject SUBJECT = new TokenSubject("guest_1", "session-1", "CoolPanda1");
    private static final TokenSettings SETTINGS =
            new TokenSettings(Optional.empty(), Duration.ofHours(2), "foyer", "foyer-clients", false);

    private final SigningKey key = SigningKey.generate();
    private final TokenVerifier verifier = verifierAt(NOW);
    private final String valid =
            new TokenIssuer(key, SETTINGS, clock(NOW)).issue(SUBJECT).value();

    @Test
    void ourOwnTokenIsAccepted() throws Exception {
        JsonWebToken token = verifier.verify(valid);

        assertThat(token.getName()).isEqualTo("CoolPanda1");
        assertThat(token.getSubject()).isEqualTo("guest_1");
        assertThat(token.getGroups()).containsExactly("guest");
        assertThat(token.getAudience()).containsExactly("foyer-clients");
        assertThat(token.getIssuer()).isEqualTo("foyer");
        assertThat(token.getExpirationTime())
                .isEqualTo(NOW.plus(Duration.ofHours(2)).getEpochSecond());
        assertThat(token.getIssuedAtTime()).isEqualTo(NOW.getEpochSecond());
        assertThat(token.getTokenID()).isNotBlank();
        assertThat(token.getRawToken()).isEqualTo(valid);
        assertThat(TokenSubject.of(token)).contains(SUBJECT);
        assertThat(token.toString()).doesNotContain(valid);
    }

    @Test
    void aTokenLivesToItsLastSecondAndNotLonger() throws Exception {
        Instant expiry = NOW.plus(Duration.ofHours(2));

        assertThat(verifierAt(expiry.minusMillis(1)).verify(valid)).isNotNull();
        assertThat(refusal(verifierAt(expiry), valid)).isEqualTo(Refusal.TOKEN_EXPIRED);
        assertThat(refusal(verifierAt(expiry.plusSeconds(1)), valid)).isEqualTo(Refusal.TOKEN_EXPIRED);
    }

    @Test
    void aTokenWithoutExpiryIsInvalid() throws Exception {
        assertThat(refusal(signed(claims().expirationTime(null)))).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void aTokenOfTheFutureIsInvalid() throws Exception {
        assertThat(refusal(signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(1))))))
                .isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(verifier.verify(signed(claims().notBeforeTime(Date.from(NOW)))))
                .isNotNull();
    }

    @Test
    void aWrongIssuerOrAudienceIsInvalid() throws Exception {
        assertThat(refusal(signed(claims().issuer("other")))).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(refusal(signed(claims().issuer(null)))).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(refusal(signed(claims().audience("other")))).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(refusal(signed(claims().audience((String) null)))).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void aTokenWithoutASubjectOrASessionIsInvalid() throws Exception {
        assertThat(refusal(signed(claims().subject(null)))).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(refusal(signed(claims().claim("sessionId", null)))).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(refusal(signed(claims().claim("sessionId", 7)))).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(refusal(signed(claims().claim("upn", null)))).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(refusal(signed(claims().claim("username", List.of("a"))))).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void whoIsNoGuestIsNotLetIn() throws Exception {
        assertThat(refusal(signed(claims().claim("groups", List.of("admin"))))).isEqualTo(Refusal.GUESTS_ONLY);
        assertThat(refusal(signed(claims().claim("groups", null)))).isEqualTo(Refusal.GUESTS_ONLY);
        assertThat(refusal(signed(claims().claim("groups", "guest")))).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void theAlgorithmNoneIsInvalid() {
        assertThat(refusal(new PlainJWT(claims().build()).serialize())).isEqualTo(Refusal.TOKEN_INVALID);
        String payload = valid.split("\\.")[1];
        assertThat(refusal(base64("{\"alg\":\"none\",\"kid\":\"" + key.keyId() + "\"}") + "." + payload + "."))
                .isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void hmacWithThePublicKeyIsInvalid() throws Exception {
        byte[] secret = key.publicPem().getBytes(StandardCharsets.US_ASCII);
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.keyId()).build();

        assertThat(refusal(sign(header, claims(), new MACSigner(secret)))).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void aForeignSignatureUnderOurKeyIdIsInvalid() throws Exception {
        JWSHeader header = header(key.keyId());

        assertThat(refusal(sign(header, claims(), SigningKey.generate().signer())))
                .isEqualTo(Refusal.TOKEN_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotated-away", "../../etc/passwd", "https://evil.example/jwks.json", "' OR 1=1 --", ""})
    void anUnknownKeyIdAsksForANewToken(String keyId) throws Exception {
        assertThat(refusal(sign(header(keyId), claims(), SigningKey.generate().signer())))
                .isEqualTo(Refusal.TOKEN_EXPIRED);
    }

    @Test
    void aTokenWithoutKeyIdIsInvalid() throws Exception {
        assertThat(refusal(sign(new JWSHeader(JWSAlgorithm.ES256), claims(), key.signer())))
                .isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void aKeyInTheHeaderIsNotTaken() throws Exception {
        ECKey own = new ECKeyGenerator(Curve.P_256).generate();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(key.keyId())
                .jwk(own.toPublicJWK())
                .build();

        assertThat(refusal(sign(header, claims(), new ECDSASigner(own)))).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void aTokenWithoutATokenIsMissing() {
        assertThat(refusal("")).isEqualTo(Refusal.TOKEN_MISSING);
        assertThat(refusal("  ")).isEqualTo(Refusal.TOKEN_MISSING);
    }

    @Test
    void anOversizedTokenIsInvalid() throws Exception {
        assertThat(refusal(signed(claims().claim("ballast", "x".repeat(8192))))).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(refusal("x".repeat(10_000_000))).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void everyTruncationIsInvalid() {
        for (int length = 1; length < valid.length(); length++) {
            assertThat(refusal(valid.substring(0, length)))
                    .as("cut to %d characters", length)
                    .isEqualTo(Refusal.TOKEN_INVALID);
        }
    }

    @Test
    void anAlteredPayloadIsInvalid() {
        String[] parts = valid.split("\\.");
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.US_ASCII)
                .replace("guest_1", "guest_2");

        assertThat(refusal(parts[0] + "." + base64(payload) + "." + parts[2])).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void aTokenThatWasGoodOnceIsCheckedAgainInAllButItsSignature() throws Exception {
        String fleeting = signed(claims().expirationTime(Date.from(NOW.plusSeconds(10))));
        verifier.verify(fleeting);

        assertThat(verifierAt(NOW.plusSeconds(9)).verify(fleeting)).isNotNull();
        assertThat(refusal(verifierAt(NOW.plusSeconds(10)), fleeting)).isEqualTo(Refusal.TOKEN_EXPIRED);
        TokenSettings moved =
                new TokenSettings(Optional.empty(), Duration.ofHours(2), "foyer", "others-clients", false);
        assertThat(refusal(new TokenVerifier(key, moved, clock(NOW)), fleeting)).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void whatWasRefusedOnceIsRefusedAgain() {
        String altered = valid.substring(0, valid.length() - 4) + "AAAA";

        assertThat(refusal(altered)).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(refusal(altered)).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void tenThousandRandomTokensAreRefused() {
        Random random = new Random(7);
        String[] parts = valid.split("\\.");
        for (int i = 0; i < 10_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
            String token = switch (i % 5) {
                case 0 -> new String(noise, StandardCharsets.ISO_8859_1) + "x";
                case 1 -> text + "." + text + "." + text;
                case 2 -> parts[0] + "." + text + "." + parts[2];
                case 3 -> parts[0] + "." + parts[1] + "." + text;
                default -> text + "." + parts[1] + "." + parts[2];
            };
            assertThat(refusal(token)).isIn(Refusal.TOKEN_INVALID, Refusal.TOKEN_MISSING);
        }
    }

    private TokenVerifier verifierAt(Instant now) {
        return new TokenVerifier(key, SETTINGS, clock(now));
    }

    private Refusal refusal(String token) {
        return refusal(verifier, token);
    }

    private static Refusal refusal(TokenVerifier verifier, String token) {
        TokenRefused refused = catchThrowableOfType(TokenRefused.class, () -> verifier.verify(token));
        assertThat(refused).as("the token was refused").isNotNull();
        return refused.refusal();
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("foyer")
                .audience("foyer-clients")
                .subject("guest_1")
                .claim("upn", "CoolPanda1")
                .claim("groups", List.of("guest"))
                .claim("sessionId", "session-1")
                .claim("username", "CoolPanda1")
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private String signed(JWTClaimsSet.Builder claims) throws Exception {
        return sign(header(key.keyId()), claims, key.signer());
    }

    private static JWSHeader header(String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(keyId)
                .type(JOSEObjectType.JWT)
                .build();
    }

    private static String sign(JWSHeader header, JWTClaimsSet.Builder claims, JWSSigner signer) throws Exception {
        SignedJWT token = new SignedJWT(header, claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
