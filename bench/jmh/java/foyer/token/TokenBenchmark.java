package foyer.token;

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

    private final SigningKey key = SigningKey.generate();
    private final TokenSettings settings =
            new TokenSettings(Optional.empty(), Duration.ofHours(2), "foyer", "foyer-clients", false);
    private final TokenIssuer issuer = new TokenIssuer(key, settings, Clock.systemUTC());
    private final TokenVerifier verifier = new TokenVerifier(key, settings, Clock.systemUTC());
    private String known;

    /** Makes one token. */
    @Setup(Level.Trial)
    public void issue() {
        known = issuer.issue(SUBJECT).value();
    }

    /** A new one. */
    @Benchmark
    public Object sign() {
        return issuer.issue(SUBJECT);
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
