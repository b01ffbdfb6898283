package foyer.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import foyer.bench.measure.Processes;
import foyer.bench.net.Loop;
import foyer.bench.peer.NettySocketIo;
import foyer.bench.report.Report;
import foyer.bench.report.Result;
import foyer.bench.server.Server;
import foyer.bench.server.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario, for a moment and with a few guests, on a peer that fits into this virtual machine. */
class ScenariosTest {

    private static final Plan MOMENT = new Plan(1, Duration.ofMillis(500), Duration.ZERO, 0.01, false);

    private static NettySocketIo peer;
    private static InetSocketAddress address;

    private final Report report = new Report();

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
        }
        peer = NettySocketIo.start(address.getPort());
    }

    @AfterAll
    static void stop() {
        peer.close();
    }

    static Stream<Scenario> scenarios() {
        return Scenarios.all().stream().filter(scenario -> scenario.suits(target()));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void runsWithoutTrouble(Scenario scenario) {
        try (Loop loop = new Loop()) {
            scenario.play(new Stage(target(), new ThisMachine(), loop, MOMENT, report, () -> ""));
        }

        assertTrue(report.results().size() > 0, "something was measured");
        for (Result result : report.results()) {
            Map<String, Double> values = result.values();
            assertTrue(values.getOrDefault("operations", 1.0) > 0, result + " did something");
            for (String trouble : List.of("errors", "lost", "outOfSequence")) {
                assertEquals(0.0, values.getOrDefault(trouble, 0.0), trouble + " in " + result);
            }
        }
    }

    private static Target target() {
        return new Target("peer", "Peer", Target.Protocol.SOCKET_IO, 1, settings -> new ThisMachine());
    }

    private static final class ThisMachine implements Server {

        @Override
        public List<InetSocketAddress> nodes() {
            return List.of(address);
        }

        @Override
        public Processes processes() {
            return new Processes(List.of(ProcessHandle.current().pid()));
        }

        @Override
        public long liveHeapBytes() {
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }

        @Override
        public void close() {
            // the peer serves all tests
        }
    }
}
