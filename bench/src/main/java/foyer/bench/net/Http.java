package foyer.bench.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
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
            new Line(waiting.remove()).connect(address);
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
        private long askedAt = System.nanoTime();
        private long answeredAt;
        private int answers;

        /** Asks as soon as it is connected. */
        Line(Request first) {
            super(loop);
            current = first;
        }

        void ask(Request request) {
            current = request;
            askedAt = System.nanoTime();
            send();
        }

        private void send() {
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
            Request answered = current;
            current = null;
            Answer answer = new Answer(head.status(), Ascii.text(bytes, offset + head.size(), size));
            answers++;
            answeredAt = System.nanoTime();
            if (head.isLast()) {
                close();
                connections--;
            } else {
                idle.addLast(this);
            }
            goOn();
            answered.then().accept(answer);
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
            return ", %d ms after it was asked, and after %d answers%s"
                    .formatted(
                            millis(askedAt, System.nanoTime()),
                            answers,
                            answers == 0 ? "" : " and a rest of " + millis(answeredAt, askedAt) + " ms");
        }

        private static long millis(long begin, long end) {
            return TimeUnit.NANOSECONDS.toMillis(end - begin);
        }
    }
}
