package foyer.token;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Locale;

/**
 * Reads the signing key from where {@code foyer.token.signing-key-location} says: a file's path, {@code classpath:} and a
 * resource's name, or a {@code file:}, {@code http:} or {@code https:} URL. PEM (PKCS#8) or a private JWK.
 */
final class KeyLocation {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final String CLASSPATH = "classpath:";

    private KeyLocation() {}

    /**
     * @param location where
     * @param resources of whose class path {@code classpath:} speaks
     * @throws IllegalArgumentException when there is no usable key; the message is made to follow the property's name
     */
    static SigningKey load(String location, ClassLoader resources) {
        String text;
        try (InputStream in = open(location, resources)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException("points to something too large for a key: " + location);
            }
            text = new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "cannot be read from '" + location + "' (" + e.getClass().getSimpleName()
                            + "): put a private key there that the server's user can read; 'openssl genpkey -algorithm EC -pkeyopt"
                            + " ec_paramgen_curve:P-256' makes one",
                    e);
        }
        try {
            return SigningKey.of(text.startsWith("{") ? jwk(text) : PrivateKeyPem.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("points to '" + location + "', which " + e.getMessage(), e);
        }
    }

    private static JWK jwk(String json) {
        try {
            return JWK.parse(json);
        } catch (ParseException e) {
            // Without its cause: that one's message may quote the key.
            throw new IllegalArgumentException("is not a JSON Web Key");
        }
    }

    private static InputStream open(String location, ClassLoader resources) throws IOException {
        String lower = location.toLowerCase(Locale.ROOT);
        if (lower.startsWith(CLASSPATH)) {
            String name = location.substring(CLASSPATH.length()).replaceFirst("^/", "");
            InputStream found = resources.getResourceAsStream(name);
            if (found == null) {
                throw new IllegalArgumentException("names '" + location + "', which is not on the class path");
            }
            return found;
        }
        if (lower.startsWith("http:") || lower.startsWith("https:") || lower.startsWith("file:")) {
            URLConnection connection = URI.create(location).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return connection.getInputStream();
        }
        return Files.newInputStream(Path.of(location));
    }
}
