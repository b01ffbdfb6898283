package foyer.redeploy;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import foyer.testing.RestClient;
import foyer.testing.probe.HistogramProbe;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What there is in a server, as an application sees it that stays while Foyer comes and goes.
 *
 * @param threads how many there are of each kind: of the same name but for numbers
 * @param beans names of Foyer's MBeans
 * @param deployments how many deployments of Foyer have their classes in memory; each has classes, and so constants, of its own
 */
record Watch(Map<String, Long> threads, List<String> beans, int deployments) {

    /** Its context root. */
    static final String ROOT = "watch";

    /** More than a server has threads that wait for requests. */
    static final int CROWD = 64;

    private static final Pattern NUMBERS = Pattern.compile("[0-9]+");
    /** A row of the histogram for a class of Foyer's that always has objects, one row for each time it is loaded. */
    private static final Pattern MARK =
            Pattern.compile("^ *\\d+: +\\d+ +\\d+ +foyer\\.lifecycle\\.DisconnectReason( .*)?$", Pattern.MULTILINE);

    /** The application that watches. */
    static WebArchive archive() {
        return ShrinkWrap.create(WebArchive.class, ROOT + ".war")
                .addClasses(WatchServlet.class, HistogramProbe.class, DeployServlet.class);
    }

    /**
     * What there is after a garbage collection, and after many requests at once: a thread that waits may keep the last request that it had
     * until it gets the next one, and with it the classes of the deployment that it was for.
     */
    static Watch look(RestClient server) {
        occupyThreads(server);
        int deployments =
                (int) MARK.matcher(ok(server, "histogram-probe")).results().count();
        List<String> lines = lines(server);
        return new Watch(
                named("thread ", lines).stream()
                        .map(name -> NUMBERS.matcher(name).replaceAll("#"))
                        .collect(groupingBy(kind -> kind, TreeMap::new, counting())),
                named("mbean ", lines),
                deployments);
    }

    /** The names of Foyer's MBeans. */
    static List<String> beans(RestClient server) {
        return named("mbean ", lines(server));
    }

    /** How many more threads there are than before, of each kind of which there are more. */
    Map<String, Long> threadsSince(Watch before) {
        Map<String, Long> more = new TreeMap<>();
        threads.forEach((kind, now) -> more.put(kind, now - before.threads.getOrDefault(kind, 0L)));
        more.values().removeIf(count -> count <= 0);
        return more;
    }

    private static void occupyThreads(RestClient server) {
        ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
        try {
            List<Future<String>> answers = crowd.invokeAll(Collections.nCopies(CROWD, () -> ok(server, "watch")));
            for (Future<String> answer : answers) {
                answer.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            crowd.shutdownNow();
        }
    }

    private static List<String> lines(RestClient server) {
        return ok(server, "watch").lines().toList();
    }

    private static List<String> named(String kind, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(kind))
                .map(line -> line.substring(kind.length()))
                .collect(toList());
    }

    private static String ok(RestClient server, String path) {
        RestClient.Answer answer = server.get("/" + ROOT + "/" + path);
        if (answer.status() != 200) {
            throw new AssertionError(path + " answers " + answer.status() + " " + answer.text());
        }
        return answer.text();
    }
}
