package foyer.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.Visitor;
import foyer.testing.cluster.Guest;
import foyer.testing.cluster.ManyNodes;
import foyer.testing.cluster.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What three nodes ask Redis while guests come and go, as its {@code MONITOR} shows it. */
@ManyNodes
class RoundTripsIT {

    private static final int GUESTS = 100;

    /** What is asked every so often, whether anybody comes or not; statistics at most once a second. */
    private static final Set<String> BACKGROUND = Set.of(
            "EVAL",
            "PROBE",
            "RENEW",
            "REAP",
            "OVERDUE",
            "GUESTS_EXPIRE",
            "FILE_SWEEP",
            "SIGNING_KEYS",
            "STATS",
            "MATCH_PATIENT");

    private final TestCluster cluster;

    RoundTripsIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void aConnectIsOneRoundTripAndSoIsADisconnect() throws IOException {
        List<Visitor> visitors = IntStream.range(0, GUESTS)
                .mapToObj(i -> Visitor.arrive(cluster.node(i % 3).rest()))
                .toList();
        warmUp();
        try (Monitor monitor = new Monitor(cluster.redis().port())) {
            List<Guest> guests = new ArrayList<>();
            for (Visitor visitor : visitors) {
                Guest guest = Guest.of(visitor);
                guest.await("connection:established");
                guests.add(guest);
            }
            guests.forEach(Guest::disconnect);
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> monitor.count("DISCONNECT") == GUESTS);

            System.out.println(
                    "What Redis was asked during " + GUESTS + " connects and disconnects: " + monitor.counts());
            assertThat(monitor.counts()).containsEntry("CONNECT", GUESTS);
            assertThat(monitor.count("EVAL"))
                    .as("scripts that Redis did not know yet")
                    .isLessThan(BACKGROUND.size());
            assertThat(monitor.counts().keySet())
                    .filteredOn(asked -> !BACKGROUND.contains(asked))
                    .as("beside what is asked every so often")
                    .containsOnly("CONNECT", "DISCONNECT");
        } finally {
            visitors.forEach(Visitor::end);
        }
    }

    /** From now on Redis knows the scripts by their names. */
    private void warmUp() {
        Guest first = Guest.at(cluster.node(0));
        first.await("connection:established");
        first.disconnect();
        Awaitility.await().until(() -> cluster.keys().stream().noneMatch(key -> key.startsWith("sockets:")));
        first.visitor().end();
    }

    /** Counts what Redis is asked by its clients: scripts by their names, other commands by theirs. What scripts themselves do is left out. */
    private static final class Monitor implements AutoCloseable {

        private static final Pattern LINE = Pattern.compile("\\+[\\d.]+ \\[\\d+ (\\S+)] \"(\\w+)\"(?: \"(\\w*)\")?.*");
        private static final Set<String> OF_THE_BUS_AND_THE_CLIENTS =
                Set.of("PUBLISH", "PING", "SUBSCRIBE", "UNSUBSCRIBE", "AUTH", "SELECT", "CLIENT", "HELLO");

        private final Socket socket;
        private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

        Monitor(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("+OK");
            Thread reader = new Thread(() -> read(lines), "monitor");
            reader.setDaemon(true);
            reader.start();
        }

        int count(String asked) {
            return counts.getOrDefault(asked, new AtomicInteger()).get();
        }

        Map<String, Integer> counts() {
            Map<String, Integer> all = new TreeMap<>();
            counts.forEach((asked, count) -> all.put(asked, count.get()));
            return all;
        }

        private void read(BufferedReader lines) {
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Matcher parts = LINE.matcher(line);
                    if (parts.matches() && !parts.group(1).equals("lua")) {
                        String command = parts.group(2).toUpperCase(Locale.ROOT);
                        String asked = command.equals("EVALSHA") ? scriptOf(parts.group(3)) : command;
                        if (!OF_THE_BUS_AND_THE_CLIENTS.contains(asked)) {
                            counts.computeIfAbsent(asked, unseen -> new AtomicInteger())
                                    .incrementAndGet();
                        }
                    }
                }
            } catch (IOException e) {
                // Closed.
            }
        }

        private static String scriptOf(String sha) {
            return Stream.of(Script.values())
                    .filter(script -> script.sha().equals(sha))
                    .map(Script::name)
                    .findFirst()
                    .orElse("an unknown script");
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
