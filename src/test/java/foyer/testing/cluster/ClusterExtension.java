package foyer.testing.cluster;

import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class that is marked {@link ManyNodes} the cluster: three nodes that are started once for all test classes (but for those
 * who want Sentinels), with short times, and are whole again before each of them.
 */
public final class ClusterExtension implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ClusterExtension.class);
    private static final int SIZE = 3;

    /** So that a test need not wait long; the busy machine of a build is to be no reason to lose a lease or a client. */
    private static final Map<String, String> SHORT_TIMES = Map.of(
            "foyer.node.lease", "PT4S",
            "foyer.room.grace", "PT1S",
            "foyer.socket.ping-interval", "PT8S",
            "foyer.socket.ping-timeout", "PT8S",
            "foyer.stats.max-users", "3",
            "foyer.proxies", "127.0.0.1");

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster(context).repair();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Guest.sendAllHome();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public TestCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    private static TestCluster cluster(ExtensionContext context) {
        boolean sentinels =
                context.getRequiredTestClass().getAnnotation(ManyNodes.class).sentinels();
        return sentinels
                ? context.getStore(NAMESPACE)
                        .computeIfAbsent(
                                "sentinels",
                                unseen -> TestCluster.startWithSentinels(SIZE, SHORT_TIMES),
                                TestCluster.class)
                : context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(
                                TestCluster.class, unseen -> TestCluster.start(SIZE, SHORT_TIMES), TestCluster.class);
    }
}
