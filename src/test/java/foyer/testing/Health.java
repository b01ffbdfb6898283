package foyer.testing;

import java.net.URI;
import java.net.URL;

/** Where the server under test answers MicroProfile Health: Payara beside the application, WildFly on a port apart. */
public final class Health {

    private Health() {}

    /**
     * The address of a check.
     *
     * @param application the application's address, as Arquillian injects it
     * @param check {@code live}, {@code ready} or {@code started}
     */
    public static URI of(URL application, String check) {
        String management = System.getProperty("wildfly.port.management", "");
        String base = management.isEmpty() ? application.toString() : "http://127.0.0.1:" + management;
        return URI.create(base).resolve("/health/" + check);
    }
}
