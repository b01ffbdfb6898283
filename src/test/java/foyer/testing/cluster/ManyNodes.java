package foyer.testing.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class that is given the {@link TestCluster} in its constructor. Its nodes are Payara Micro, whatever server the other tests
 * are on.
 *
 * <pre>{@code
 * @ManyNodes
 * class SomethingIT {
 *     SomethingIT(TestCluster cluster) {…}
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClusterExtension.class)
@Tag("nodes")
public @interface ManyNodes {

    /**
     * Whether Redis is a master with replicas and Sentinels in the place of one server. Such a cluster is started for the class, and
     * ends with it.
     */
    boolean sentinels() default false;
}
