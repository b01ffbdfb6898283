package foyer.lifecycle;

import java.time.Instant;

/**
 * A socket as an administrator sees it.
 *
 * @param transport {@code websocket} or {@code polling}
 * @param since when it was let in
 * @param bytesIn what has come over its connection
 * @param bytesOut what was sent over it
 */
public record SocketView(String socketId, String transport, Instant since, long bytesIn, long bytesOut) {

    static SocketView of(GuestSocket socket) {
        return new SocketView(
                socket.socketId(), socket.transport(), socket.since(), socket.bytesReceived(), socket.bytesSent());
    }
}
