package foyer.engineio;

/** The layer above the engine: it is told of every new connection and gives the handler of its messages. */
@FunctionalInterface
public interface EngineApplication {

    /**
     * A connection was opened. Called on a container thread before any message of the connection is
     * delivered; the connection may be written to at once.
     *
     * @return the handler of this connection's messages
     */
    ConnectionHandler onOpen(Connection connection);
}
