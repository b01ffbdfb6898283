package foyer.engineio;

/**
 * What waits to be written to clients.
 *
 * @param packets how many packets
 * @param bytes how large they are together
 */
public record Backlog(long packets, long bytes) {

    static final Backlog NONE = new Backlog(0, 0);

    Backlog plus(Backlog other) {
        return new Backlog(packets + other.packets, bytes + other.bytes);
    }
}
