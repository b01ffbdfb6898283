package foyer.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Making a token, and verifying one that is seen for the first time, or again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenBenchmark {

    private static final TokenSubject SUBJECT = new TokenSubject(
            "guest_6f2f0a52-3c0e-4f0e-9c43-5f3d7ef0d3d1", "5e1c8e0e-2f6a-4a5d-8f0e-7d9a1b2c3d4e", "CoolPanda1");

    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.ES256);
    private static final byte[] TEXT = new byte[500];

    private final SigningKey key = SigningKey.generate();
    private final TokenSettings settings =
            new TokenSettings(Optional.empty(), Duration.ofHours(2), "foyer", "foyer-clients", false);
    private final TokenIssuer issuer = new TokenIssuer(key, settings, Clock.systemUTC());
    private final TokenVerifier verifier = new TokenVerifier(key, settings, Clock.systemUTC());
    private JWSSigner bouncyCastle;
    private JWSSigner jdk;
    private String known;

    /** Makes a token and signers. */
    @Setup(Level.Trial)
    public void prepare() throws JOSEException {
        known = issuer.issue(SUBJECT).value();
        ECKey pair = new ECKeyGenerator(Curve.P_256).generate();
        jdk = new ECDSASigner(pair);
        bouncyCastle = FastCurve.signer(
                pair, FastCurve.provider(FastCurve.class.getClassLoader()).orElseThrow());
    }

    /** A new one; with Bouncy Castle, which tests have, as WildFly has. */
    @Benchmark
    public Object sign() {
        return issuer.issue(SUBJECT);
    }

    /** The signature alone, with Bouncy Castle. */
    @Benchmark
    public Object signatureOfBouncyCastle() throws JOSEException {
        return bouncyCastle.sign(HEADER, TEXT);
    }

    /** The signature alone, with the JDK. */
    @Benchmark
    public Object signatureOfTheJdk() throws JOSEException {
        return jdk.sign(HEADER, TEXT);
    }

    /** One whose signature is known to be good: this node made it, or has seen it before. */
    @Benchmark
    public Object verifyAgain() throws Exception {
        return verifier.verify(known);
    }

    /** What that saves. */
    @Benchmark
    public boolean verifySignature() throws Exception {
        return SignedJWT.parse(known).verify(key.verifier());
    }
}
