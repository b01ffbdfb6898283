package foyer.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.Test;

class FastCurveTest {

    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.ES256);

    private final Provider provider =
            FastCurve.provider(FastCurve.class.getClassLoader()).orElseThrow();

    @Test
    void whatItSignsTheJdkVerifies() throws Exception {
        ECKey pair = new ECKeyGenerator(Curve.P_256).generate();
        JWSSigner signer = FastCurve.signer(pair, provider);
        ECDSAVerifier jdk = new ECDSAVerifier(pair.toPublicJWK());

        for (int i = 0; i < 200; i++) {
            byte[] text = ("text " + i).getBytes(StandardCharsets.US_ASCII);
            Base64URL signature = signer.sign(HEADER, text);
            assertThat(jdk.verify(HEADER, text, signature)).as("text %d", i).isTrue();
            text[0] ^= 1;
            assertThat(jdk.verify(HEADER, text, signature)).as("another text").isFalse();
        }
    }

    @Test
    void nothingElseIsSignedWithItForThat() {
        assertThat(Security.getProviders()).doesNotContain(provider);
        assertThat(Security.getProvider(provider.getName())).isNull();
    }

    @Test
    void aServerWithoutItIsNoTrouble() {
        assertThat(FastCurve.provider(ClassLoader.getPlatformClassLoader())).isEmpty();
    }
}
