package foyer.testing.payara;

import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;

/**
 * Runs the Payara Server to which Arquillian deploys in the profile {@code payara-server}, configured by our own script; with other
 * servers it does nothing.
 */
public final class ArquillianPayaraServer implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        if ("payara-server".equals(System.getProperty("arquillian.launch"))) {
            builder.observer(Lifecycle.class);
        }
    }

    /** Before Arquillian's own, and after them. */
    static final class Lifecycle {

        private static final int FIRST = 1000;
        private static final int LAST = -1000;

        private PayaraServer server;

        void start(@Observes(precedence = FIRST) BeforeSuite event) {
            server = PayaraServer.start(
                    "arquillian", Integer.getInteger("payara.port.http"), Integer.getInteger("payara.port.admin"));
            // Without a key: a server's properties win over those that the tests' archives bring along.
            server.configure("--set", "foyer.token.signing-key-location=").expectSuccess();
        }

        void stop(@Observes(precedence = LAST) AfterSuite event) {
            server.close();
        }
    }
}
