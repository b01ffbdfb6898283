package foyer.testing.probe;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.RestClient;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What {@link HistogramProbe} says: how many objects there are of each class. Classes of one name count as one, whatever
 * deployment they are of, and so do the lambdas of a class.
 */
public record Histogram(Map<String, Long> objects) {

    private static final Pattern ROW = Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(\\S+)", Pattern.MULTILINE);
    private static final Pattern LAMBDA_NUMBER = Pattern.compile("\\$\\$Lambda.*");

    /** Whether the server of the tests is one of Payara's. */
    public static final boolean ON_PAYARA =
            System.getProperty("arquillian.launch", "payara").startsWith("payara");

    /** Requests that each thread of Payara's HTTP engine keeps for later use. */
    private static final long KEPT_BY_A_THREAD = 16;

    private static final Set<String> OF_A_REQUEST = Set.of(
            "org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler",
            "foyer.engineio.ConnectionEnd",
            "foyer.engineio.EngineFilter$UpgradeRequest",
            "foyer.engineio.Handshake",
            "foyer.engineio.HandshakePrincipal",
            "foyer.engineio.Stay",
            "foyer.engineio.TyrusHandler");

    /** The objects in the server's memory after a garbage collection. */
    public static Histogram of(RestClient server) {
        return parse(server.get("/histogram-probe").text());
    }

    static Histogram parse(String text) {
        return new Histogram(ROW.matcher(text)
                .results()
                .collect(groupingBy(Histogram::name, summingLong(row -> Long.parseLong(row.group(1))))));
    }

    private static String name(MatchResult row) {
        return LAMBDA_NUMBER.matcher(row.group(2)).replaceFirst("\\$\\$Lambda");
    }

    /**
     * Asserts that of ten thousand connections that have come and gone nothing is left, in classes of ours or any others. Payara
     * keeps connections and requests for later use, the more the longer it is busy, so there this can be said of our own
     * classes only; and of what hangs on a request for as long as it is kept, handshakes and upgrade handlers, that there is no more
     * of it than threads may keep. (Of requests themselves it cannot be said: Payara keeps those of an HTTP/2 connection until that ends.)
     *
     * @param before was counted before those connections
     * @param threads how many the server has
     */
    public void assertNothingIsLeftSince(Histogram before, int threads) {
        Map<String, Long> growth = growthSince(before);
        if (ON_PAYARA) {
            growth.keySet().removeIf(name -> !isOurs(name) && !OF_A_REQUEST.contains(name));
        }
        assertThat(growth)
                .allSatisfy((name, more) -> assertThat(more)
                        .as("objects of %s that are left; in all there are more than before of: %s", name, growth)
                        .isLessThan(fewOf(name, threads)));
    }

    private static long fewOf(String name, int threads) {
        if (ON_PAYARA && OF_A_REQUEST.contains(name)) {
            return threads * KEPT_BY_A_THREAD;
        }
        return isOurs(name) ? 50 : 1000; // in fact a dozen, and some hundred strings and buffers of the container's
    }

    private static boolean isOurs(String name) {
        return name.matches("(\\[+L)?foyer\\..*");
    }

    /** How many objects there are of a class. */
    public long count(Class<?> type) {
        return objects.getOrDefault(type.getName(), 0L);
    }

    /** How many more objects there are than before, of each class of which there are more. */
    Map<String, Long> growthSince(Histogram before) {
        Map<String, Long> growth = new TreeMap<>();
        objects.forEach((name, now) -> {
            long more = now - before.objects.getOrDefault(name, 0L);
            if (more > 0) {
                growth.put(name, more);
            }
        });
        return growth;
    }
}
