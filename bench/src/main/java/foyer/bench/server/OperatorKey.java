package foyer.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The key that Foyer signs tokens with, for whoever has it is an operator. */
public final class OperatorKey {

    private final Layout layout;
    private final Path file;

    /** A new one. */
    public OperatorKey(Layout layout) {
        this.layout = layout;
        this.file = layout.work("key").resolve("foyer-key.pem");
        try {
            Files.writeString(file, pem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            PrivateKey key = generator.generateKeyPair().getPrivate();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    /** What tells Foyer where it is. */
    public Map<String, String> settings() {
        return Map.of("foyer.token.signing-key-location", file.toString());
    }

    /** A token for an operator, made as an administrator would. */
    public String token() {
        return Launch.run(
                        layout.work("operator-token"),
                        Map.of("FOYER_TOKEN_SIGNING_KEY_LOCATION", file.toString()),
                        List.of(
                                "sh",
                                layout.serverConfig().resolve("operator-token").toString(),
                                layout.foyerWar().toString(),
                                "bench",
                                "PT12H"))
                .strip();
    }
}
