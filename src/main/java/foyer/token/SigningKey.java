package foyer.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one key pair that signs and verifies this deployment's tokens: ES256 on the curve P-256, or RS256 with 2048 bits or more.
 * Its id ({@code kid}) is the JWK's own, or the thumbprint of the public key. Any thread may use it.
 */
public final class SigningKey {

    private static final int LEAST_RSA_BITS = 2048;
    private static final String DERIVATION = "HmacSHA256";

    /** About a hundred bytes each. */
    private static final int MOST_PROVEN = 50_000;

    private final JWK pair;
    private final String keyId;
    private final JWSAlgorithm algorithm;
    private final JWSSigner signer;
    private final JWSVerifier verifier;
    private final PublicKey publicKey;
    private final ProvenSignatures proven = new ProvenSignatures(MOST_PROVEN);
    private final Base64URL privateNumber;

    private SigningKey(JWK pair) throws JOSEException {
        this.pair = pair;
        this.keyId = pair.getKeyID() != null && AtobSafe.isSafe(pair.getKeyID())
                ? pair.getKeyID()
                : pair.computeThumbprint().toString();
        if (pair instanceof ECKey ec) {
            algorithm = JWSAlgorithm.ES256;
            signer = ellipticSigner(ec);
            verifier = new ECDSAVerifier(ec.toPublicJWK());
            privateNumber = ec.getD();
        } else if (pair instanceof RSAKey rsa) {
            algorithm = JWSAlgorithm.RS256;
            signer = new RSASSASigner(rsa);
            verifier = new RSASSAVerifier(rsa.toPublicJWK());
            privateNumber = rsa.getPrivateExponent();
        } else {
            throw new IllegalArgumentException("is neither an EC nor an RSA key");
        }
        publicKey = ((AsymmetricJWK) pair).toPublicKey();
        proveThatTheHalvesMatch();
    }

    private static JWSSigner ellipticSigner(ECKey pair) throws JOSEException {
        Optional<Provider> fast = FastCurve.provider(SigningKey.class.getClassLoader());
        return fast.isPresent() ? FastCurve.signer(pair, fast.get()) : new ECDSASigner(pair);
    }

    /** A new ES256 key pair, gone with the process. */
    public static SigningKey generate() {
        try {
            return new SigningKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    /**
     * @throws IllegalArgumentException when the key cannot sign our tokens; the message, made to follow a property's name, says
     *     why and nothing of the key
     */
    static SigningKey of(JWK pair) {
        if (!pair.isPrivate()) {
            throw new IllegalArgumentException("is a public key; the private key is needed");
        }
        if (pair instanceof ECKey ec && !ec.getCurve().equals(Curve.P_256)) {
            throw new IllegalArgumentException("is on the curve " + ec.getCurve() + "; only P-256 is supported");
        }
        if (pair instanceof RSAKey rsa && rsa.size() < LEAST_RSA_BITS) {
            throw new IllegalArgumentException("has " + rsa.size() + " bits; an RSA key needs " + LEAST_RSA_BITS);
        }
        try {
            return new SigningKey(pair);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("cannot be used for signing", e);
        }
    }

    /** {@code ES256} or {@code RS256}. */
    public String algorithm() {
        return algorithm.getName();
    }

    /** Whose arithmetic it signs with: {@code Bouncy Castle} or {@code the JDK}. */
    String implementation() {
        return signer.getJCAContext().getProvider() == null ? "the JDK" : "Bouncy Castle";
    }

    /** The {@code kid} of the tokens it signs. */
    public String keyId() {
        return keyId;
    }

    /** The public half, as PEM. */
    public String publicPem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    JWSAlgorithm jwsAlgorithm() {
        return algorithm;
    }

    JWSSigner signer() {
        return signer;
    }

    JWSVerifier verifier() {
        return verifier;
    }

    /** A token with these claims, signed. */
    String sign(JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID(keyId)
                .type(JOSEObjectType.JWT)
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key, proven at start, does not sign", e);
        }
        String text = token.serialize();
        proven.add(text);
        return text;
    }

    /**
     * Whether this key has signed a token.
     *
     * @param token parsed from the text
     */
    boolean hasSigned(SignedJWT token, String text) throws JOSEException {
        if (proven.contains(text)) {
            return true;
        }
        boolean good = token.verify(verifier);
        if (good) {
            proven.add(text);
        }
        return good;
    }

    /**
     * A secret for another purpose: the same wherever this private key is, and different for each label. Nobody learns the private
     * key from it.
     *
     * @param label names the purpose
     * @return 32 bytes
     */
    public byte[] derive(String label) {
        try {
            Mac mac = Mac.getInstance(DERIVATION);
            mac.init(new SecretKeySpec(privateNumber.decode(), DERIVATION));
            return mac.doFinal(label.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says nothing of the private half. */
    @Override
    public String toString() {
        return algorithm + " " + pair.getKeyType() + " kid=" + keyId;
    }

    /** A key file can hold two halves of different pairs: every token would be refused, and nobody would know why. */
    private void proveThatTheHalvesMatch() throws JOSEException {
        byte[] text = "proof".getBytes(StandardCharsets.US_ASCII);
        JWSHeader header = new JWSHeader(algorithm);
        if (!verifier.verify(header, text, signer.sign(header, text))) {
            throw new IllegalArgumentException("holds a private and a public key that are not a pair");
        }
    }
}
