package foyer.bench.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.function.Consumer;

/** Requests over a few connections that are kept open, as a browser's or a proxy's are. */
public final class Http {

    private final Loop loop;
    private final InetSocketAddress address;
    private final int mostConnections;
    private final Deque<Line> idle = new ArrayDeque<>();
    private final Queue<Request> waiting = new ArrayDeque<>();
    private int connections;

    /** An answer. {@code status} is 0 when the connection was lost. */
    public record Answer(int status, String body) {}

    private record Request(byte[] bytes, Consumer<Answer> then) {}

    /** No connection is made before the first request. */
    public Http(Loop loop, InetSocketAddress address, int mostConnections) {
        this.loop = loop;
        this.address = address;
        this.mostConnections = mostConnections;
    }

    /**
     * Sends a POST with a JSON body.
     *
     * @param header one more header, name and value; empty for none
     */
    public void post(String path, String header, String json, Consumer<Answer> then) {
        request(
                "POST " + path + " HTTP/1.1\r\nHost: " + address.getHostString() + ":" + address.getPort()
                        + (header.isEmpty() ? "" : "\r\n" + header)
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json,
                then);
    }

    private void request(String text, Consumer<Answer> then) {
        waiting.add(new Request(Ascii.bytes(text), then));
        goOn();
    }

    /** Sends the next request, if there are one and a connection for it. */
    private void goOn() {
        if (waiting.isEmpty()) {
            return;
        }
        Line line = idle.pollLast();
        if (line != null) {
            line.ask(waiting.remove());
        } else if (connections < mostConnections) {
            connections++;
            Line fresh = new Line();
            fresh.current = waiting.remove();
            fresh.connect(address);
        }
    }

    /** Closes the connections. */
    public void close() {
        idle.forEach(Wire::close);
        idle.clear();
        connections = 0;
    }

    private final class Line extends Wire {
        private Request current;
        private int answers;
        private long answered;
        private long asked;

        Line() {
            super(loop);
        }

        void ask(Request request) {
            current = request;
            send();
        }

        private void send() {
            asked = System.nanoTime();
            write(ByteBuffer.wrap(current.bytes()));
        }

        @Override
        protected void onConnected() {
            send();
        }

        @Override
        protected int onBytes(byte[] bytes, int offset, int length) {
            HttpHead head = HttpHead.parse(bytes, offset, length);
            int size = head == null ? -1 : head.bodySize(bytes, offset, length);
            if (size < 0) {
                return 0;
            }
            Request present = current;
            current = null;
            Answer answer = new Answer(head.status(), Ascii.text(bytes, offset + head.size(), size));
            answers++;
            answered = System.nanoTime();
            if (head.isLast()) {
                close();
                connections--;
            } else {
                idle.addLast(this);
            }
            goOn();
            present.then().accept(answer);
            return head.size() + size;
        }

        @Override
        protected void onLost(String why) {
            connections--;
            idle.remove(this);
            if (current != null) {
                current.then().accept(new Answer(0, why + history()));
            }
            goOn();
        }

        /** A server that closes a connection which rested, at once, was about to do so; one that does it late has not answered. */
        private String history() {
            long waited = millis(System.nanoTime() - asked);
            return ", which was asked " + waited + " ms before"
                    + (answers == 0
                            ? " for the first time"
                            : ", after " + answers + " answers and a rest of " + millis(asked - answered) + " ms");
        }

        private static long millis(long nanos) {
            return Duration.ofNanos(nanos).toMillis();
        }
    }
}
