package foyer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection to {@code /socket.io/} that is driven packet by packet: like a client's, or like that of nobody who means well.
 * Engine.IO packets go in and out as text ({@code 40}, {@code 42["event"]}). Nothing happens behind the caller's back: a ping is
 * answered while somebody reads, and only then. For one thread at a time.
 */
public abstract class Wire implements AutoCloseable {

    /** How long to wait for what must come. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String PING = "2";
    private static final String PONG = "3";

    /** What went wrong, for whoever has to find out. */
    private String trouble = "";

    /** Opens a connection over WebSocket, with the client's headers. */
    public static Wire webSocket(RestClient client) {
        return WebSocketWire.open(client, "");
    }

    /** Opens a connection over HTTP long-polling, with the client's headers. */
    public static Wire polling(RestClient client) {
        return PollingWire.open(client, "");
    }

    /** Sends a packet, or what is none, as it is. */
    public void send(String packet) {
        try {
            write(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next packet that is not a ping; empty when the server has closed the connection. */
    public Optional<String> next() {
        Optional<String> packet = answered();
        while (packet.filter(PING::equals).isPresent()) {
            packet = answered();
        }
        return packet;
    }

    /** The next packet; a ping has been answered. */
    private Optional<String> answered() {
        try {
            Optional<String> packet = read();
            if (packet.filter(PING::equals).isPresent()) {
                write(PONG);
            }
            return packet;
        } catch (IOException e) {
            note(e.toString());
            return Optional.empty();
        }
    }

    /** Keeps something that was not as it should be. */
    protected final void note(String what) {
        trouble += "; " + what;
    }

    /** The next packet that begins so; others are passed over. */
    public String await(String beginning) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Optional<String> packet = answered(); packet.isPresent(); packet = answered()) {
            if (packet.get().startsWith(beginning)) {
                return packet.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The server has not sent " + beginning + " within " + PATIENCE);
            }
        }
        throw new AssertionError("The server has closed the connection without having sent " + beginning + trouble);
    }

    /** Reads until the server closes the connection; what comes meanwhile is passed over. */
    public void awaitEnd() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (next().isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The server does not close the connection");
            }
        }
    }

    /** Sends CONNECT with a token, and gives the answer: {@code 40} and an object, or {@code 44} and the error. */
    public String connect(String token) {
        send("40{\"token\":\"" + token + "\"}");
        return await("4");
    }

    /**
     * Connects.
     *
     * @throws Refused at once, when the server says no; the connection is cut then
     */
    public Wire entered(String token) {
        String answer = connect(token);
        if (!answer.startsWith("40")) {
            cut();
            throw new Refused(answer);
        }
        return this;
    }

    /** The server has answered CONNECT, and not with what a guest hopes for. */
    public static final class Refused extends AssertionError {

        private static final long serialVersionUID = 1;

        Refused(String answer) {
            super("refused: " + answer);
        }
    }

    /** Says goodbye as the transport has it, and hangs up. */
    @Override
    public abstract void close();

    /** Hangs up without a word. */
    public abstract void cut();

    /** Sends text as one message. */
    protected abstract void write(String packet) throws IOException;

    /** Waits for a packet; empty at the end. A time-out is an {@link AssertionError}. */
    protected abstract Optional<String> read() throws IOException;
}
