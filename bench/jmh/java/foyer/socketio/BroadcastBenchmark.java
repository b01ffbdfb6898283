package foyer.socketio;

import foyer.engineio.CloseReason;
import foyer.engineio.Connection;
import foyer.engineio.Handshake;
import foyer.engineio.Packet;
import foyer.engineio.TransportName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A broadcast of five kilobytes up to the connections' queues: encoded once, however many there are. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BroadcastBenchmark {

    /** How many sockets there are. */
    @Param({"1", "1000", "10000"})
    public int sockets;

    private final String json = "{\"text\":\"" + "x".repeat(4800) + "\"}";
    private Namespace everybody;
    private long bytes;

    /** Connects them. */
    @Setup(Level.Trial)
    public void connect() {
        SocketIoServer server = new SocketIoServer(SocketIoOptions.defaults(), (delay, task) -> () -> {});
        everybody = server.namespace(
                "/",
                request -> request.accept(new SocketHandler() {
                    @Override
                    public void onEvent(Socket socket, Event event) {
                        // nobody sends any
                    }

                    @Override
                    public void onDisconnect(Socket socket, CloseReason reason) {
                        // nobody does
                    }
                }));
        for (int i = 0; i < sockets; i++) {
            server.onOpen(new Counting()).onText("0");
        }
    }

    /** One broadcast. */
    @Benchmark
    public long broadcast() {
        everybody.emit(Message.volatileOf("realtime:stats", json));
        return bytes;
    }

    /** A connection whose queue is always empty. */
    private final class Counting implements Connection {

        @Override
        public String sid() {
            return "sid";
        }

        @Override
        public Handshake handshake() {
            return new Handshake(
                    Map.of("EIO", "4"),
                    Optional.empty(),
                    Optional.empty(),
                    "192.0.2.1",
                    Optional.empty(),
                    Instant.EPOCH);
        }

        @Override
        public TransportName transport() {
            return TransportName.WEBSOCKET;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void send(Packet packet) {
            bytes += packet.size();
        }

        @Override
        public void send(List<Packet> packets) {
            packets.forEach(this::send);
        }

        @Override
        public void close(CloseReason reason) {
            // never
        }
    }
}
