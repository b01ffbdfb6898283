package foyer.lifecycle;

import foyer.engineio.CloseReason;
import foyer.room.ClosedReason;
import foyer.socketio.SocketIoCloseReason;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every way the connection of a guest can end; how it can be refused is in {@link foyer.edge.Refusal}.
 *
 * <p>The rule: the stock client comes back after a closed transport, and stays away after a DISCONNECT packet. So the
 * server closes the transport where the guest is welcome again, and sends DISCONNECT where it is not.
 */
public enum DisconnectReason {

    // ---- The client's doing ----

    /** The client called {@code socket.disconnect()}. It comes back when its page says so. */
    CLIENT_NAMESPACE_DISCONNECT(SocketIoCloseReason.CLIENT_NAMESPACE_DISCONNECT, Left.ON_PURPOSE, Return.STAYS_AWAY),

    /** The page was closed or reloaded, the network went away with a farewell, or a proxy cut in. */
    TRANSPORT_CLOSE(CloseReason.TRANSPORT_CLOSE, Left.BY_ACCIDENT, Return.COMES_BACK),

    // ---- The network's doing ----

    /** A write failed, a poll was cut, two polls overlapped. */
    TRANSPORT_ERROR(CloseReason.TRANSPORT_ERROR, Left.BY_ACCIDENT, Return.COMES_BACK),

    /** No pong within {@code foyer.socket.ping-timeout}: the network is gone, or the device asleep. */
    PING_TIMEOUT(CloseReason.PING_TIMEOUT, Left.BY_ACCIDENT, Return.COMES_BACK),

    // ---- The client's fault ----

    /** What it sent is not the protocol. */
    PARSE_ERROR(CloseReason.PARSE_ERROR, Left.BY_ACCIDENT, Return.COMES_BACK),

    /** A message larger than {@code foyer.socket.max-payload}. */
    PAYLOAD_TOO_LARGE(CloseReason.PAYLOAD_TOO_LARGE, Left.BY_ACCIDENT, Return.COMES_BACK),

    /** It reads more slowly than it is written to: its queue is full, or a write stalled ({@code foyer.socket.queue-*}). */
    SLOW_CONSUMER(CloseReason.SLOW_CONSUMER, Left.BY_ACCIDENT, Return.COMES_BACK),

    /** A packet that makes no sense at that moment, such as an event before CONNECT. */
    FORCED_SERVER_CLOSE(SocketIoCloseReason.FORCED_SERVER_CLOSE, Left.BY_ACCIDENT, Return.COMES_BACK),

    /** No namespace was entered within {@code foyer.socket.connect-timeout}. */
    CONNECT_TIMEOUT(SocketIoCloseReason.CONNECT_TIMEOUT, Left.BY_ACCIDENT, Return.COMES_BACK),

    // ---- The server's doing ----

    /** The token expired and was not refreshed; {@code session:expired} said so. It comes back with a new one. */
    TOKEN_EXPIRED(new CloseReason("token expired"), Left.BY_ACCIDENT, Return.COMES_BACK),

    /** The session was ended ({@code DELETE /api/guest/me}); its token is worth nothing any more. */
    SESSION_ENDED(new CloseReason("session ended"), Left.ON_PURPOSE, Return.STAYS_AWAY),

    /** An administrator sent the guest away, or one socket of it. Its session goes on, for when its page connects again. */
    KICKED(new CloseReason("kicked"), Left.ON_PURPOSE, Return.STAYS_AWAY),

    /** An administrator ended the session; its token is worth nothing any more. */
    ADMIN(new CloseReason("session ended by an administrator"), Left.ON_PURPOSE, Return.STAYS_AWAY),

    /** The server disconnected the socket without a more precise reason. */
    SERVER_NAMESPACE_DISCONNECT(SocketIoCloseReason.SERVER_NAMESPACE_DISCONNECT, Left.ON_PURPOSE, Return.STAYS_AWAY),

    /** The node drains; {@code server:draining} said so. The client goes on at another node, or waits for this one. */
    DRAINING(new CloseReason("server draining"), Left.BY_ACCIDENT, Return.COMES_BACK),

    /** The node stops, or the application is undeployed. */
    SERVER_SHUTTING_DOWN(CloseReason.SERVER_SHUTTING_DOWN, Left.BY_ACCIDENT, Return.COMES_BACK),

    /** The node was stopped or cut off for longer than {@code foyer.node.lease}, and others have taken its guests for gone. */
    LEASE_LOST(new CloseReason("lease lost"), Left.BY_ACCIDENT, Return.COMES_BACK),

    /** The server cut the connection because of a fault of its own; the log says which. */
    FORCED_CLOSE(CloseReason.FORCED_CLOSE, Left.BY_ACCIDENT, Return.COMES_BACK);

    /** Whether the guest meant to go: who did not has the grace period to come back. */
    private enum Left {
        ON_PURPOSE,
        BY_ACCIDENT
    }

    /** What the stock client does next, left to itself. */
    private enum Return {
        COMES_BACK,
        STAYS_AWAY
    }

    private static final Map<CloseReason, DisconnectReason> BY_CLOSE_REASON = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(DisconnectReason::closeReason, Function.identity()));

    private final CloseReason closeReason;
    private final Left left;
    private final Return returns;

    DisconnectReason(CloseReason closeReason, Left left, Return returns) {
        this.closeReason = closeReason;
        this.left = left;
        this.returns = returns;
    }

    /** The constant for a reason of the layers below. */
    static DisconnectReason of(CloseReason reason) {
        return BY_CLOSE_REASON.getOrDefault(reason, FORCED_CLOSE);
    }

    /** The reason in the words of the layers below, and of the log. */
    public CloseReason closeReason() {
        return closeReason;
    }

    /** Whether the guest is given the grace period to come back. */
    public boolean hasGrace() {
        return left == Left.BY_ACCIDENT;
    }

    /** What the partner is told when the room closes for this. */
    ClosedReason closedReason() {
        return switch (this) {
            case TOKEN_EXPIRED -> ClosedReason.SESSION_EXPIRED;
            case SESSION_ENDED -> ClosedReason.USER_LEFT;
            case KICKED, ADMIN -> ClosedReason.ADMIN;
            default -> ClosedReason.USER_DISCONNECTED;
        };
    }

    /** Whether the stock client comes back by itself. */
    public boolean clientComesBack() {
        return returns == Return.COMES_BACK;
    }

    @Override
    public String toString() {
        return closeReason.text();
    }
}
