package foyer.lifecycle;

import foyer.config.Settings;
import foyer.engineio.EngineOptions;
import foyer.room.RoomSettings;
import foyer.socketio.SocketIoOptions;
import java.time.Duration;

/**
 * The settings of connections.
 *
 * @param engine {@code foyer.socket.*}: ping interval and time-out, payload, upgrade, queue, stall
 * @param socketIo {@code foyer.socket.connect-timeout}
 * @param rooms {@code foyer.room.*} and {@code foyer.match.*}
 * @param connectsPerMinute {@code foyer.limit.connects-per-minute}: attempts to connect, per address; 0 for any number
 * @param socketsPerAddress {@code foyer.limit.sockets-per-address}: open connections; 0 for any number
 * @param socketsPerSession {@code foyer.limit.sockets-per-session}: tabs of one guest; 0 for any number
 * @param eventsPerSecond {@code foyer.limit.events-per-second}: per socket, twice as many at once; 0 for any number
 */
public record LifecycleSettings(
        EngineOptions engine,
        SocketIoOptions socketIo,
        RoomSettings rooms,
        int connectsPerMinute,
        int socketsPerAddress,
        int socketsPerSession,
        int eventsPerSecond) {

    private static final int MANY = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static LifecycleSettings read(Settings settings) {
        EngineOptions engine = EngineOptions.defaults();
        SocketIoOptions socketIo = SocketIoOptions.defaults();
        return new LifecycleSettings(
                new EngineOptions(
                        settings.duration(
                                "foyer.socket.ping-interval", engine.pingInterval(), Duration.ofMillis(100), HOUR),
                        settings.duration(
                                "foyer.socket.ping-timeout", engine.pingTimeout(), Duration.ofMillis(100), HOUR),
                        settings.number("foyer.socket.max-payload", engine.maxPayload(), 1000, 4_000_000),
                        settings.duration("foyer.socket.upgrade-timeout", engine.upgradeTimeout(), SECOND, HOUR),
                        settings.number("foyer.socket.queue-packets", engine.queuePackets(), 0, MANY),
                        settings.number("foyer.socket.queue-bytes", engine.queueBytes(), 0, Integer.MAX_VALUE),
                        settings.duration("foyer.socket.stall-timeout", engine.stallTimeout(), SECOND, HOUR)),
                new SocketIoOptions(
                        settings.duration("foyer.socket.connect-timeout", socketIo.connectTimeout(), SECOND, HOUR),
                        socketIo.maxAttachments(),
                        socketIo.maxJsonDepth(),
                        socketIo.ackTimeout()),
                RoomSettings.read(settings),
                settings.number("foyer.limit.connects-per-minute", 120, 0, MANY),
                settings.number("foyer.limit.sockets-per-address", 200, 0, MANY),
                settings.number("foyer.limit.sockets-per-session", 10, 0, MANY),
                settings.number("foyer.limit.events-per-second", 50, 0, MANY));
    }
}
