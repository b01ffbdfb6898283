package foyer.engineio;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server without a network, and an application that writes down what it is told. */
final class EngineFixture implements EngineApplication {

    static final Handshake HANDSHAKE = new Handshake(
            Map.of("EIO", "4"), Optional.empty(), Optional.empty(), "127.0.0.1", Optional.empty(), Instant.EPOCH);

    final HandClock clock = new HandClock(0);
    final EngineServer server = new EngineServer(options(), this, clock.wheel(), Runnable::run);
    final List<String> messages = new ArrayList<>();
    final List<CloseReason> closes = new ArrayList<>();

    /** Heartbeats that no test waits for, small queues. */
    private static EngineOptions options() {
        EngineOptions defaults = EngineOptions.defaults();
        return new EngineOptions(
                Duration.ofHours(1),
                Duration.ofHours(1),
                1000,
                defaults.upgradeTimeout(),
                5,
                1000,
                defaults.stallTimeout());
    }

    @Override
    public ConnectionHandler onOpen(Connection connection) {
        return new ConnectionHandler() {
            @Override
            public void onText(String data) {
                if (data.equals("fail")) {
                    throw new IllegalStateException("on purpose");
                }
                messages.add(data);
            }

            @Override
            public void onBinary(byte[] data) {
                messages.add(data.length + " bytes");
            }

            @Override
            public void onClose(CloseReason reason) {
                closes.add(reason);
            }
        };
    }

    EngineConnection connect(Transport transport) {
        return server.connect(HANDSHAKE, transport);
    }

    /** A polling connection whose client has its open packet already. */
    EngineConnection polling() {
        EngineConnection connection = connect(new PollingTransport());
        connection.poll(new RecordingPoll());
        return connection;
    }
}
