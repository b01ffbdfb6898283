package foyer.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void timesAreInTheirBuckets() throws IOException {
        metrics.opened(TimeUnit.MILLISECONDS.toNanos(3));
        metrics.opened(TimeUnit.SECONDS.toNanos(3));
        metrics.established(0);
        metrics.ended(TimeUnit.HOURS.toNanos(5));
        metrics.returned(TimeUnit.SECONDS.toNanos(4));
        metrics.called(1_000, true);
        metrics.called(1_000, false);

        assertThat(scrape())
                .contains("foyer_handshake_seconds_bucket{le=\"0.002\"} 0\n")
                .contains("foyer_handshake_seconds_bucket{le=\"0.005\"} 1\n")
                .contains("foyer_handshake_seconds_bucket{le=\"5.0\"} 2\n")
                .contains("foyer_handshake_seconds_count 2\n")
                .contains("foyer_connect_seconds_count 1\n")
                .contains("foyer_connection_seconds_bucket{le=\"14400.0\"} 0\n")
                .contains("foyer_connection_seconds_bucket{le=\"+Inf\"} 1\n")
                .contains("foyer_reconnect_seconds_bucket{le=\"5.0\"} 1\n")
                .contains("foyer_store_seconds_count{outcome=\"answered\"} 1\n")
                .contains("foyer_store_seconds_count{outcome=\"failed\"} 1\n");
    }

    @Test
    void theVirtualMachineIsThereToo() throws IOException {
        assertThat(scrape()).contains("jvm_memory_used_bytes{area=\"heap\"", "jvm_gc_", "process_cpu_usage");
    }

    @Test
    void whatIsToBeDoneBeforeIsDoneAtEachScrape() throws IOException {
        StringBuilder scrapes = new StringBuilder();
        metrics.beforeScrape(() -> scrapes.append('.'));
        scrape();
        scrape();

        assertThat(scrapes).hasToString("..");
    }

    private String scrape() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.scrape(out, "text/plain; version=0.0.4; charset=utf-8");
        return out.toString(StandardCharsets.UTF_8);
    }
}
