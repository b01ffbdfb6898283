package foyer.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a private key in PEM (PKCS#8, {@code BEGIN PRIVATE KEY}) and works out its public half, so that one file is enough.
 */
final class PrivateKeyPem {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private PrivateKeyPem() {}

    /**
     * @throws IllegalArgumentException when there is no such key in the text; the message follows a property's name
     */
    static JWK parse(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("has no PKCS#8 block (BEGIN PRIVATE KEY); convert other PEM formats with"
                    + " 'openssl pkcs8 -topk8 -nocrypt'");
        }
        try {
            PKCS8EncodedKeySpec encoded =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1)));
            try {
                return ec((ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(encoded));
            } catch (InvalidKeySpecException notEc) {
                return rsa(KeyFactory.getInstance("RSA").generatePrivate(encoded));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("has a key that is neither EC nor RSA, or is damaged");
        }
    }

    private static JWK rsa(PrivateKey key) throws GeneralSecurityException {
        if (!(key instanceof RSAPrivateCrtKey crt)) {
            throw new IllegalArgumentException("has an RSA key without its prime factors");
        }
        RSAPublicKeySpec publicHalf = new RSAPublicKeySpec(crt.getModulus(), crt.getPublicExponent());
        RSAPublicKey publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(publicHalf);
        return new RSAKey.Builder(publicKey).privateKey(crt).build();
    }

    private static JWK ec(ECPrivateKey key) throws GeneralSecurityException {
        ECParameterSpec curve = key.getParams();
        Curve name = Curve.forECParameterSpec(curve);
        if (!Curve.P_256.equals(name)) {
            throw new IllegalArgumentException("is on another curve than P-256, the only one supported");
        }
        ECPoint point = multiply(curve.getGenerator(), key.getS(), curve);
        ECPublicKey publicKey =
                (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
        return new ECKey.Builder(name, publicKey).privateKey(key).build();
    }

    /**
     * Double and add: Java has no public way from a private to a public EC key. Done once, at start, on a key of our own: that its
     * time depends on the key tells nobody anything.
     */
    private static ECPoint multiply(ECPoint generator, BigInteger times, ECParameterSpec parameters) {
        BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
        BigInteger a = parameters.getCurve().getA();
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = times.bitLength() - 1; bit >= 0; bit--) {
            sum = add(sum, sum, a, p);
            if (times.testBit(bit)) {
                sum = add(sum, generator, a, p);
            }
        }
        return sum;
    }

    private static ECPoint add(ECPoint left, ECPoint right, BigInteger a, BigInteger p) {
        if (left.equals(ECPoint.POINT_INFINITY)) {
            return right;
        }
        if (right.equals(ECPoint.POINT_INFINITY)) {
            return left;
        }
        BigInteger x = left.getAffineX();
        BigInteger y = left.getAffineY();
        BigInteger slope;
        if (left.equals(right)) {
            slope = x.pow(2).multiply(THREE).add(a).multiply(y.multiply(TWO).modInverse(p));
        } else if (x.equals(right.getAffineX())) {
            return ECPoint.POINT_INFINITY;
        } else {
            slope = right.getAffineY()
                    .subtract(y)
                    .multiply(right.getAffineX().subtract(x).modInverse(p));
        }
        BigInteger sumX = slope.pow(2).subtract(x).subtract(right.getAffineX()).mod(p);
        return new ECPoint(sumX, slope.multiply(x.subtract(sumX)).subtract(y).mod(p));
    }
}
