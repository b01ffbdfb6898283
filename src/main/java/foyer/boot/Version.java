package foyer.boot;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** Which Foyer this is, as the WAR's manifest says. */
final class Version {

    private static final String UNKNOWN = "unknown";

    private Version() {}

    static String of(ServletContext context) {
        try (InputStream manifest = context.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            return manifest == null
                    ? UNKNOWN
                    : Optional.ofNullable(new Manifest(manifest)
                                    .getMainAttributes()
                                    .getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                            .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
