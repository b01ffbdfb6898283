package foyer.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import foyer.config.BadConfigurationException;
import foyer.testing.LogCapture;
import foyer.testing.MapConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    @TempDir
    private Path directory;

    @Test
    void withoutConfigurationAnEs256KeyIsMade() {
        SigningKey first = DeploymentKey.create(new MapConfig(Map.of()));
        SigningKey second = DeploymentKey.create(new MapConfig(Map.of()));

        assertThat(first.algorithm()).isEqualTo("ES256");
        assertThat(first.keyId()).isNotEqualTo(second.keyId());
    }

    @Test
    void withSeveralNodesAKeyMadeAtTheStartIsWarnedOfWithWhatToDo() {
        try (LogCapture log = LogCapture.of(DeploymentKey.class)) {
            DeploymentKey.create(new MapConfig(Map.of("foyer.redis.url", "redis://localhost")));

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("foyer.redis.url is set, and foyer.token.signing-key-location is not")
                    .contains("set foyer.token.signing-key-location to it on every node");
        }
    }

    @Test
    void anEcKeyInPemGivesItsPublicHalfToo() throws Exception {
        for (int i = 0; i < 20; i++) {
            KeyPair pair = ec("secp256r1");
            SigningKey key = load(write(pem(pair.getPrivate())).toString());

            assertThat(key.algorithm()).isEqualTo("ES256");
            assertThat(key.publicPem().replaceAll("-----[A-Z ]+-----|\\s", ""))
                    .isEqualTo(
                            Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
            assertThatItWorks(key);
        }
    }

    @Test
    void anRsaKeyInPemSignsWithRs256() throws Exception {
        SigningKey key = load(write(pem(rsa(2048).getPrivate())).toUri().toString());

        assertThat(key.algorithm()).isEqualTo("RS256");
        assertThatItWorks(key);
    }

    @Test
    void oneFileGivesTheSameKeyIdOnEveryNode() throws Exception {
        String file = write(pem(ec("secp256r1").getPrivate())).toString();

        assertThat(load(file).keyId()).isEqualTo(load(file).keyId());
    }

    @Test
    void whatIsDerivedOfItIsTheSameOnEveryNodeAndAnotherForEveryKeyAndPurpose() throws Exception {
        for (PrivateKey key : List.of(ec("secp256r1").getPrivate(), rsa(2048).getPrivate())) {
            String file = write(pem(key)).toString();

            assertThat(load(file).derive("links"))
                    .hasSize(32)
                    .isEqualTo(load(file).derive("links"));
            assertThat(load(file).derive("links")).isNotEqualTo(load(file).derive("other"));
            assertThat(load(file).derive("links"))
                    .isNotEqualTo(SigningKey.generate().derive("links"));
        }
    }

    @Test
    void aJsonWebKeyKeepsItsId() throws Exception {
        ECKey jwk = new ECKeyGenerator(Curve.P_256).keyID("spring-2026").generate();
        SigningKey key = load(write(jwk.toJSONString()).toString());

        assertThat(key.keyId()).isEqualTo("spring-2026");
        assertThatItWorks(key);
        assertThatItWorks(
                load(write(new RSAKeyGenerator(2048).generate().toJSONString()).toString()));
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertRefused("/no/such/key.pem", "NoSuchFileException");
        assertRefused("classpath:no-such-key.pem", "is not on the class path");
        assertRefused("file:/no/such/key.pem", "FileNotFoundException");
    }

    @Test
    void whatIsNoUsableKeySaysWhy() throws Exception {
        assertRefused(write("hello").toString(), "no PKCS#8 block");
        assertRefused(
                write("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")
                        .toString(),
                "damaged");
        assertRefused(write("{}").toString(), "not a JSON Web Key");
        assertRefused(write(pem(rsa(1024).getPrivate())).toString(), "1024 bits");
        assertRefused(write(pem(ec("secp384r1").getPrivate())).toString(), "P-256");
        ECKey pair = new ECKeyGenerator(Curve.P_256).generate();
        assertRefused(write(pair.toPublicJWK().toJSONString()).toString(), "public key");
        assertRefused(
                write(new OctetSequenceKey.Builder(new byte[32]).build().toJSONString())
                        .toString(),
                "neither an EC nor an RSA key");
        assertRefused(write("x".repeat(70_000)).toString(), "too large");
    }

    @Test
    void halvesOfDifferentPairsAreNoPair() throws Exception {
        ECKey one = new ECKeyGenerator(Curve.P_256).generate();
        Base64URL other = new ECKeyGenerator(Curve.P_256).generate().getD();
        String mixed = one.toJSONString().replace(one.getD().toString(), other.toString());

        assertRefused(write(mixed).toString(), "not a pair");
    }

    @Test
    void theConfiguredPropertyIsNamed() {
        assertThatThrownBy(() -> DeploymentKey.create(
                        new MapConfig(Map.of("foyer.token.signing-key-location", "/no/such/key.pem"))))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("foyer.token.signing-key-location cannot be read from '/no/such/key.pem'");
    }

    @Test
    void theKeyDoesNotShowInLogs() throws Exception {
        ECKey jwk = new ECKeyGenerator(Curve.P_256).generate();

        assertThat(SigningKey.of(jwk).toString()).doesNotContain(jwk.getD().toString());
    }

    private static void assertThatItWorks(SigningKey key) throws TokenRefused {
        TokenSettings settings =
                new TokenSettings(Optional.empty(), Duration.ofHours(1), "foyer", "foyer-clients", false);
        String token = new TokenIssuer(key, settings, Clock.systemUTC())
                .issue(new TokenSubject("guest_1", "s", "abc"))
                .value();

        assertThat(new TokenVerifier(key, settings, Clock.systemUTC())
                        .verify(token)
                        .getSubject())
                .isEqualTo("guest_1");
    }

    private static void assertRefused(String location, String why) {
        assertThatThrownBy(() -> load(location))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(location);
    }

    private static SigningKey load(String location) {
        return KeyLocation.load(location, SigningKeyTest.class.getClassLoader());
    }

    private Path write(String text) throws Exception {
        return Files.writeString(Files.createTempFile(directory, "key", ""), text);
    }

    private static KeyPair ec(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static KeyPair rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
