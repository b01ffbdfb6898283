package foyer.bench.server;

import foyer.bench.measure.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The bare socket.io server of {@code peers/socket.io}. */
final class NodeJs {

    private final Layout layout;

    NodeJs(Layout layout) {
        this.layout = layout;
    }

    Server start() {
        return start("");
    }

    /** @param redis the URL of a Redis, for the adapter; empty for none */
    Server start(String redis) {
        Path work = layout.work("socket.io");
        InetSocketAddress address = Layout.freeAddress();
        Process process = Launch.start(
                work,
                List.of(
                        "node",
                        "--expose-gc",
                        layout.bench().resolve("peers/socket.io/server.mjs").toString(),
                        Integer.toString(address.getPort()),
                        redis));
        Launch.await(process, work, address, "/", 200);
        return new NodeServer(process, address);
    }

    private record NodeServer(Process process, InetSocketAddress address) implements Server {

        @Override
        public List<InetSocketAddress> nodes() {
            return List.of(address);
        }

        @Override
        public Processes processes() {
            return new Processes(List.of(process.pid()));
        }

        @Override
        public long liveHeapBytes() {
            try (var answer = URI.create("http://127.0.0.1:" + address.getPort() + "/heap")
                    .toURL()
                    .openStream()) {
                return Long.parseLong(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            Launch.stop(process);
        }
    }
}
