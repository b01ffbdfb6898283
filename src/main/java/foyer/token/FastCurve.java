package foyer.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;

/**
 * Bouncy Castle's P-256, if the server has it, as WildFly does: it signs in a sixth of the time of JDK 17's, and in half of JDK 25's
 * ({@code TokenBenchmark}), and a signature was most of what a new guest costs. It is larger than everything else in the WAR together, so the WAR does not bring it.
 */
final class FastCurve {

    private static final String PROVIDER = "org.bouncycastle.jce.provider.BouncyCastleProvider";

    private FastCurve() {}

    /** A provider of one's own, registered nowhere; empty when the class loader does not know Bouncy Castle. */
    static Optional<Provider> provider(ClassLoader classes) {
        try {
            Class<?> type = Class.forName(PROVIDER, true, classes);
            return Optional.of((Provider) type.getConstructor().newInstance());
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** Signs ES256. Any thread may use it. */
    static JWSSigner signer(ECKey pair, Provider provider) throws JOSEException {
        try {
            // In the provider's own form: another one is converted for each signature, which takes twice as long as
            // signing.
            KeyFactory keys = KeyFactory.getInstance("EC", provider);
            ECDSASigner signer = new ECDSASigner((PrivateKey) keys.translateKey(pair.toECPrivateKey()), Curve.P_256);
            signer.getJCAContext().setProvider(provider);
            return signer;
        } catch (GeneralSecurityException e) {
            throw new JOSEException("the provider does not take the key", e);
        }
    }
}
