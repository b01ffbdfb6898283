package foyer.socketio;

import java.util.concurrent.atomic.LongAdder;

/**
 * What has gone over all connections of a server since its start: messages, and their bytes before the transport packs them (text
 * by its characters). What was sent is counted when it is queued. Any thread may ask.
 */
public final class Traffic {

    private final LongAdder messagesReceived = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final LongAdder messagesSent = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();

    Traffic() {}

    void received(int bytes) {
        messagesReceived.increment();
        bytesReceived.add(bytes);
    }

    void sent(int bytes) {
        messagesSent.increment();
        bytesSent.add(bytes);
    }

    /** Messages from clients. */
    public long messagesReceived() {
        return messagesReceived.sum();
    }

    /** Bytes from clients. */
    public long bytesReceived() {
        return bytesReceived.sum();
    }

    /** Messages to clients; one to a thousand clients counts a thousand times. */
    public long messagesSent() {
        return messagesSent.sum();
    }

    /** Bytes to clients. */
    public long bytesSent() {
        return bytesSent.sum();
    }
}
