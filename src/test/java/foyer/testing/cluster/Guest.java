package foyer.testing.cluster;

import foyer.testing.RestClient;
import foyer.testing.Visitor;
import foyer.testing.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A guest at a node, with one socket that answers pings by itself and keeps a journal of all it hears. Its thread ends with the
 * connection. Any thread may use it.
 */
public final class Guest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String EVENT = "42[\"";
    private static final int STACK = 128 * 1024;

    /** Those whose connection has not ended. */
    private static final Set<Guest> PRESENT = ConcurrentHashMap.newKeySet();

    private final Visitor visitor;
    private final Wire wire;
    private final List<Event> journal = new ArrayList<>();
    private boolean open = true;
    private int read;

    /**
     * Something the server has said.
     *
     * @param json the arguments, without the brackets
     * @param at nano time
     */
    public record Event(String name, String json, long at) {

        /** The text value of a member, wherever it is. */
        public String text(String member) {
            String before = "\"" + member + "\":\"";
            int begin = json.indexOf(before);
            if (begin < 0) {
                throw new AssertionError("No " + member + " in " + name + " " + json);
            }
            return json.substring(begin + before.length(), json.indexOf('"', begin + before.length()));
        }
    }

    private Guest(Visitor visitor, Wire wire) {
        this.visitor = visitor;
        this.wire = wire;
        PRESENT.add(this);
        Thread reader = new Thread(null, this::read, "reads for " + visitor.userId(), STACK);
        reader.setDaemon(true);
        reader.start();
    }

    /** A new guest, with a socket at this node. */
    public static Guest at(FoyerNode node) {
        return of(Visitor.arrive(node.rest()));
    }

    /** A socket of this visitor, at the node its REST client speaks to. */
    public static Guest of(Visitor visitor) {
        return new Guest(visitor, visitor.webSocket());
    }

    /** One more socket of the same guest, at another address. */
    public Guest again(RestClient server) {
        return of(visitor.at(server));
    }

    /** One more socket of the same guest, at another node. */
    public Guest again(FoyerNode node) {
        return again(node.rest());
    }

    /** After a test, also after one that failed: nobody of it is left. */
    static void sendAllHome() {
        PRESENT.forEach(guest -> {
            guest.wire.cut();
            guest.end();
        });
    }

    public Visitor visitor() {
        return visitor;
    }

    public String id() {
        return visitor.userId();
    }

    /** Says something; the payload is JSON, or nothing. */
    public void emit(String event, String... payload) {
        wire.send(EVENT + event + "\"" + (payload.length == 0 ? "" : "," + payload[0]) + "]");
    }

    /** Waits for the next event of that name after the last one that was awaited. */
    public Event await(String event) {
        return await(event, PATIENCE);
    }

    /** The same with another patience. */
    public synchronized Event await(String event, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            for (; read < journal.size(); read++) {
                if (journal.get(read).name().equals(event)) {
                    return journal.get(read++);
                }
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 || !open) {
                throw new AssertionError(id() + " does not hear " + event
                        + (open ? " within " + patience : ", its socket is closed") + "; it has heard " + names());
            }
            pause(left);
        }
    }

    /** Waits until the server has closed the socket. */
    public synchronized void awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (open) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("The socket of " + id() + " is not closed within " + patience);
            }
            pause(left);
        }
    }

    /** Waits until all that was said to it before has arrived. */
    public void settle() {
        emit("presence:request_update");
        await("presence:update");
    }

    /** All events of that name so far. */
    public List<Event> heard(String event) {
        return heard(each -> each.name().equals(event));
    }

    /** All events so far of which this is true. */
    public synchronized List<Event> heard(Predicate<Event> which) {
        return journal.stream().filter(which).toList();
    }

    /** The names of all events so far, without statistics. */
    public synchronized List<String> names() {
        return journal.stream()
                .map(Event::name)
                .filter(name -> !name.equals("realtime:stats"))
                .toList();
    }

    public synchronized boolean isOpen() {
        return open;
    }

    /** Leaves as {@code socket.disconnect()} does. */
    public void disconnect() {
        wire.send("41");
        wire.close();
    }

    /** Closes the connection, as a browser does with a page. */
    @Override
    public void close() {
        wire.close();
    }

    /** Ends the connection without a word. */
    public void cut() {
        wire.cut();
    }

    private void read() {
        while (true) {
            try {
                String packet = wire.next().orElse("1");
                if (packet.startsWith(EVENT)) {
                    note(packet);
                } else if (packet.equals("1") || packet.startsWith("41")) {
                    break;
                }
            } catch (AssertionError e) {
                // The server is silent; it may be frozen.
            }
        }
        end();
    }

    private synchronized void note(String packet) {
        int quote = packet.indexOf('"', EVENT.length());
        String json = packet.substring(quote + 1, packet.length() - 1);
        journal.add(new Event(
                packet.substring(EVENT.length(), quote),
                json.startsWith(",") ? json.substring(1) : json,
                System.nanoTime()));
        notifyAll();
    }

    private synchronized void end() {
        PRESENT.remove(this);
        open = false;
        notifyAll();
    }

    private void pause(long nanos) {
        try {
            wait(Math.max(1, nanos / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
