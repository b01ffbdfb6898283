package foyer.token;

import foyer.config.BadConfigurationException;
import foyer.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Tells the container's MicroProfile JWT what it needs to accept our tokens and no others: the public key, the algorithm, the
 * issuer and the audience. Found by the server through {@code META-INF/services}.
 *
 * <p>The values are looked up when they are asked for, not when this is made: they depend on other properties, which
 * cannot be read while the configuration is being put together.
 */
public final class JwtConfigSource implements ConfigSource {

    private static final String PUBLIC_KEY = "mp.jwt.verify.publickey";
    private static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";
    private static final String ISSUER = "mp.jwt.verify.issuer";
    private static final String AUDIENCES = "mp.jwt.verify.audiences";
    private static final Set<String> NAMES = Set.of(PUBLIC_KEY, ALGORITHM, ISSUER, AUDIENCES);

    /** Above the WAR's own properties file, below system properties and the environment. */
    private static final int ORDINAL = 200;

    /** For the service loader. */
    public JwtConfigSource() {}

    @Override
    public String getName() {
        return "foyer-token";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public Set<String> getPropertyNames() {
        return NAMES;
    }

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> properties = new HashMap<>();
        NAMES.forEach(name -> properties.put(name, getValue(name)));
        return properties;
    }

    @Override
    public String getValue(String name) {
        try {
            return read(name);
        } catch (BadConfigurationException e) {
            // It will stop the deployment where that is shown; thrown here, it would be somewhere in the midst of a
            // stack trace.
            return null;
        }
    }

    private static String read(String name) {
        return switch (name) {
            case PUBLIC_KEY -> DeploymentKey.get().publicPem();
            case ALGORITHM -> DeploymentKey.get().algorithm();
            case ISSUER -> settings().issuer();
            case AUDIENCES -> settings().audience();
            default -> null;
        };
    }

    private static TokenSettings settings() {
        return TokenSettings.read(new Settings(ConfigProvider.getConfig()));
    }
}
