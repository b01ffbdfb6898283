package foyer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Who has the key that a Foyer under test signs with, and so can be its operator. */
public final class Operator {

    private static final String KEY = "operator-test-key.json";

    private final ECKey key;

    private Operator(ECKey key) {
        this.key = key;
    }

    /** One with a new key. */
    public static Operator withNewKey() {
        try {
            return new Operator(
                    new ECKeyGenerator(Curve.P_256).keyID("operator-test").generate());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** What a deployment is configured with, so that it signs with the key of {@link #addTo}. */
    public static String keyLocation() {
        return "classpath:/" + KEY;
    }

    /** Puts the key into a WAR. */
    public WebArchive addTo(WebArchive archive) {
        return archive.add(new StringAsset(key.toJSONString()), "/WEB-INF/classes/" + KEY);
    }

    /** Keeps the key in a new file of this directory, which ends with us, for servers that are told its path. */
    public Path keepIn(Path directory) {
        try {
            Files.createDirectories(directory);
            Path file = Files.createTempFile(directory, "signing-key", ".json");
            file.toFile().deleteOnExit();
            Files.writeString(file, key.toJSONString());
            return file.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same guest with another token, that differs in its end alone: as if it had got it long ago.
     *
     * @param end in whole seconds
     */
    public Visitor withTokenUntil(Visitor guest, Instant end) {
        try {
            SignedJWT present = SignedJWT.parse(guest.token());
            SignedJWT token = new SignedJWT(
                    present.getHeader(),
                    new JWTClaimsSet.Builder(present.getJWTClaimsSet())
                            .expirationTime(Date.from(end))
                            .build());
            token.sign(new ECDSASigner(key));
            String text = token.serialize();
            return new Visitor(guest.rest().bearing(text), text, guest.userId(), guest.sessionId());
        } catch (ParseException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** A token as an operator gets it: from the script, run with the packaged WAR. */
    public String token(String name) {
        try {
            Path file = Files.createTempFile("operator", ".json");
            Path output = Files.createTempFile("operator", ".txt");
            try {
                Files.writeString(file, key.toJSONString());
                ProcessBuilder script = new ProcessBuilder(
                                "server-config/operator-token", "target/foyer.war", name, "PT30M")
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                script.environment().put("FOYER_TOKEN_SIGNING_KEY_LOCATION", file.toString());
                Process process = script.start();
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
                String printed =
                        Files.readString(output, StandardCharsets.UTF_8).strip();
                assertThat(process.exitValue()).as(printed).isZero();
                return printed;
            } finally {
                Files.delete(file);
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A token that is over, as the script does not make them. */
    public String expiredToken() {
        Instant end = Instant.now().minusSeconds(10);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer("foyer")
                        .audience("foyer-clients")
                        .subject("operator:late")
                        .claim("upn", "late")
                        .claim("groups", List.of("foyer-admin"))
                        .issueTime(Date.from(end.minusSeconds(60)))
                        .expirationTime(Date.from(end))
                        .jwtID("late")
                        .build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }
}
