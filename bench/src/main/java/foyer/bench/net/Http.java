package foyer.bench.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

        Line() {
            super(loop);
        }

        void ask(Request request) {
            current = request;
            write(ByteBuffer.wrap(request.bytes()));
        }

        @Override
        protected void onConnected() {
            write(ByteBuffer.wrap(current.bytes()));
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
                current.then().accept(new Answer(0, why));
            }
            goOn();
        }
    }
}
