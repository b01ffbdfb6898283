package foyer.stats;

/**
 * The counts of the contract's {@code stats}.
 *
 * @param totalUsers sessions alive
 * @param onlineUsers guests with a socket
 * @param activeUsers open sockets
 * @param availableUsers guests who search
 * @param connectedUsers rooms of two
 */
public record Stats(int totalUsers, int onlineUsers, int activeUsers, int availableUsers, int connectedUsers) {

    /** Nobody here. */
    public static final Stats NOBODY = new Stats(0, 0, 0, 0, 0);
}
