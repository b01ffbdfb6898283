package foyer.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.GenericArchive;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The WARs that the integration tests deploy. Give them to Arquillian with {@code @Deployment(testable = false)}:
 * the tests are clients, nothing of theirs runs in the server.
 */
public final class FoyerArchive {

    private static final File PRODUCT = new File("target/foyer.war");
    private static final File CONFORMANCE = new File("target/conformance.war");
    private static final File MAIN_CLASSES = new File("target/classes");
    private static final File TEST_CLASSES = new File("target/test-classes");
    private static final File WEB_INF = new File("src/main/webapp/WEB-INF");
    private static final String CLASSES = "/WEB-INF/classes";
    private static final String ORDINAL = "config_ordinal";
    private static final String CONFIGURATION = CLASSES + "/META-INF/microprofile-config.properties";

    private FoyerArchive() {}

    /** The WAR as Maven has packaged it. */
    public static WebArchive product() {
        return ShrinkWrap.create(ZipImporter.class, "foyer.war")
                .importFrom(PRODUCT)
                .as(WebArchive.class);
    }

    /**
     * The WAR as Maven has packaged it, configured by these MicroProfile Config properties as well; they win over
     * those that the WAR brings along or the server has been configured with, and lose against system properties and environment
     * variables.
     */
    public static WebArchive product(Map<String, String> configuration) {
        WebArchive product = product();
        Properties properties = propertiesOf(product);
        properties.putAll(SharedRedis.configuration());
        properties.putAll(configuration);
        properties.put(ORDINAL, "250"); // that of server-config/wildfly is 200
        product.delete(CONFIGURATION);
        return product.add(new StringAsset(textOf(properties)), CONFIGURATION);
    }

    /** The engine and the application of {@code foyer.conformance}, without the product above them. */
    public static WebArchive conformance() {
        return ShrinkWrap.create(WebArchive.class, "conformance.war")
                .merge(
                        classes(MAIN_CLASSES),
                        CLASSES,
                        Filters.include(CLASSES + "/foyer/(config|engineio|socketio)/.*"))
                .merge(classes(TEST_CLASSES), CLASSES, Filters.include(CLASSES + "/foyer/conformance/.*"))
                .addAsWebInfResource(new File(WEB_INF, "beans.xml"))
                .addAsWebInfResource(new File(WEB_INF, "glassfish-web.xml"))
                .addAsWebInfResource(new File(WEB_INF, "jboss-web.xml"));
    }

    /** Writes the conformance WAR to {@code target/conformance.war}, for {@code mvn -Pconformance}. */
    public static void main(String[] arguments) {
        conformance().as(ZipExporter.class).exportTo(CONFORMANCE, true);
    }

    private static GenericArchive classes(File directory) {
        return ShrinkWrap.create(ExplodedImporter.class)
                .importDirectory(directory)
                .as(GenericArchive.class);
    }

    private static Properties propertiesOf(WebArchive archive) {
        Properties properties = new Properties();
        Node present = archive.get(CONFIGURATION);
        if (present != null) {
            try (InputStream text = present.getAsset().openStream()) {
                properties.load(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }

    private static String textOf(Properties properties) {
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
