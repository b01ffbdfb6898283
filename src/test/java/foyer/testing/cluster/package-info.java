/**
 * Foyer on several nodes, of real parts: a {@code redis-server}, nodes on Payara Micro, and a load balancer where one is
 * installed, all of them processes on loopback. For the tests, and for {@code mvn -Pcluster}.
 */
package foyer.testing.cluster;
