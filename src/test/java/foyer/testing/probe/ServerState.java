package foyer.testing.probe;

import foyer.testing.RestClient;

/**
 * What {@link ServerProbe} says.
 *
 * @param threads alive
 * @param files open, sockets included
 * @param heapBytes in use after a collection; 0 when not asked for
 * @param sockets of guests
 * @param empty whether nothing is left of any connection
 */
public record ServerState(int threads, int files, long heapBytes, int sockets, boolean empty) {

    /** The state now. */
    public static ServerState of(RestClient server) {
        return read(server, "/server-probe");
    }

    /** The state after a garbage collection. */
    public static ServerState afterCollection(RestClient server) {
        return read(server, "/server-probe?heap");
    }

    private static ServerState read(RestClient server, String path) {
        String[] values = server.get(path).text().split(" ");
        return new ServerState(
                Integer.parseInt(values[0]),
                Integer.parseInt(values[1]),
                Long.parseLong(values[2]),
                Integer.parseInt(values[3]),
                Boolean.parseBoolean(values[4]));
    }
}
