package foyer.token;

import foyer.config.BadConfigurationException;
import foyer.config.Settings;
import java.lang.System.Logger.Level;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The signing key of this deployment.
 *
 * <p>It is held in a static field, the only one of its kind here, because two that cannot meet need the same key: the
 * {@link JwtConfigSource}, which the server's service loader makes before there is any CDI, and the issuer, which is a bean. The
 * class belongs to the WAR's class loader: another deployment, and a redeployment, has its own and nothing is left of this one.
 */
public final class DeploymentKey {

    private static final System.Logger LOG = System.getLogger(DeploymentKey.class.getName());

    /** With it there are probably several nodes. */
    private static final String REDIS_URL = "foyer.redis.url";

    private static SigningKey key;

    private DeploymentKey() {}

    /**
     * The key, read or made at the first call.
     *
     * @throws BadConfigurationException when there is no usable key at the configured place
     */
    public static synchronized SigningKey get() {
        if (key == null) {
            key = create(ConfigProvider.getConfig());
        }
        return key;
    }

    static SigningKey create(Config config) {
        return new Settings(config)
                .text(TokenSettings.KEY_LOCATION)
                .map(DeploymentKey::load)
                .orElseGet(() -> generate(new Settings(config).text(REDIS_URL).isPresent()));
    }

    private static SigningKey load(String location) {
        try {
            SigningKey loaded = KeyLocation.load(location, DeploymentKey.class.getClassLoader());
            LOG.log(
                    Level.INFO,
                    "Tokens are signed with the configured key ({0} of {1}, kid {2})",
                    loaded.algorithm(),
                    loaded.implementation(),
                    loaded.keyId());
            return loaded;
        } catch (IllegalArgumentException e) {
            throw new BadConfigurationException(List.of(TokenSettings.KEY_LOCATION + " " + e.getMessage()));
        }
    }

    private static SigningKey generate(boolean forSeveralNodes) {
        SigningKey made = SigningKey.generate();
        if (forSeveralNodes) {
            LOG.log(
                    Level.WARNING,
                    "{0} is set, and {1} is not: this node signs tokens with a key made just now (kid {2}), which no other node knows. With"
                            + " more than this one, guests are refused wherever they have not got their token. Make a key with ''openssl"
                            + " genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out foyer-key.pem'' and set {1} to it on every node",
                    REDIS_URL,
                    TokenSettings.KEY_LOCATION,
                    made.keyId());
            return made;
        }
        LOG.log(
                Level.WARNING,
                "Tokens are signed with a key made just now (kid {0}): every restart logs all guests out, and several nodes"
                        + " refuse each other''s tokens. Set {1} before production, for instance to a file made with"
                        + " ''openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out foyer-key.pem''",
                made.keyId(),
                TokenSettings.KEY_LOCATION);
        return made;
    }
}
