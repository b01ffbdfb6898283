package foyer.admin.metrics;

import foyer.cluster.StoreObserver;
import foyer.lifecycle.Timings;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The registry of this deployment: takes the times, and gives everything to Prometheus. Any thread may use it. */
public final class Metrics implements Timings, StoreObserver, AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Jvm jvm = new Jvm(registry);
    private final Timer handshakes = timer(
            "foyer.handshake",
            "From the arrival of a connection's first request until the connection is open",
            1,
            2,
            5,
            10,
            25,
            50,
            100,
            250,
            500,
            1_000,
            2_500,
            5_000);
    private final Timer connects = timer(
            "foyer.connect",
            "From the CONNECT packet until connection:established",
            1,
            2,
            5,
            10,
            25,
            50,
            100,
            250,
            500,
            1_000,
            2_500,
            5_000);
    private final Timer lives = timer(
            "foyer.connection",
            "How long sockets lived that have ended",
            1_000,
            10_000,
            60_000,
            300_000,
            900_000,
            3_600_000,
            14_400_000);
    private final Timer returns = timer(
            "foyer.reconnect",
            "How long guests were away that were lost here and came back",
            500,
            1_000,
            2_000,
            5_000,
            10_000,
            30_000,
            60_000,
            120_000);
    private final Timer answered = storeCalls("answered");
    private final Timer failed = storeCalls("failed");
    private volatile Runnable beforeScrape = () -> {};

    private Timer timer(String name, String description, long... bucketMillis) {
        return builder(name, description, bucketMillis).register(registry);
    }

    private Timer storeCalls(String outcome) {
        return builder("foyer.store", "Calls to Redis", 1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000)
                .tag("outcome", outcome)
                .register(registry);
    }

    private static Timer.Builder builder(String name, String description, long... bucketMillis) {
        Duration[] buckets = new Duration[bucketMillis.length];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = Duration.ofMillis(bucketMillis[i]);
        }
        return Timer.builder(name).description(description).serviceLevelObjectives(buckets);
    }

    /** The registry, for counters and gauges. */
    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Says what is to be done before the figures are read. */
    void beforeScrape(Runnable refresh) {
        beforeScrape = refresh;
    }

    /**
     * Writes everything, as Prometheus reads it.
     *
     * @param contentType one of {@link MetricsServlet}'s
     */
    void scrape(OutputStream out, String contentType) throws IOException {
        beforeScrape.run();
        registry.scrape(out, contentType);
    }

    @Override
    public void opened(long nanos) {
        handshakes.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void established(long nanos) {
        connects.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void ended(long nanos) {
        lives.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void returned(long nanos) {
        returns.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void called(long nanos, boolean hasAnswered) {
        (hasAnswered ? answered : failed).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Takes its listeners out of the virtual machine. */
    @Override
    public void close() {
        jvm.close();
        registry.close();
    }
}
