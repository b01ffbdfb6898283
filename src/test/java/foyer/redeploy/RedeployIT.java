package foyer.redeploy;

import foyer.testing.FoyerArchive;
import foyer.testing.RestClient;
import java.net.URL;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Redeployments in a server that goes on running leave nothing of Foyer in it. */
@ArquillianTest
@Timeout(240)
@DisabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "payara",
        disabledReason = "Arquillian starts a Payara Micro for each deployment: there it is MicroRedeployIT")
class RedeployIT {

    private static final String FOYER = "foyer";

    @ArquillianResource
    private Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment(Watch.ROOT)
    private URL watch;

    @Deployment(name = Watch.ROOT, testable = false)
    static WebArchive watch() {
        return Watch.archive();
    }

    @Deployment(name = FOYER, managed = false, testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.of("foyer.limit.guests-per-minute", "0"));
    }

    @Test
    void redeploymentsLeaveNothing() {
        new Redeployments(new ByArquillian(RestClient.of(watch), deployer)).run();
    }

    private record ByArquillian(RestClient rest, Deployer deployer) implements Redeployments.Server {

        @Override
        public void deploy() {
            deployer.deploy(FOYER);
        }

        @Override
        public void undeploy() {
            deployer.undeploy(FOYER);
        }
    }
}
