package foyer.store.redis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** The content of a file in Redis; each read is one round trip. For one thread at a time. */
final class RedisContent implements SeekableByteChannel {

    private static final int MOST_AT_ONCE = 256 * 1024;

    private final RedisGate gate;
    private final String key;
    private final long size;
    private long position;
    private volatile boolean closed;

    RedisContent(RedisGate gate, String key, long size) {
        this.gate = gate;
        this.key = key;
        this.size = size;
    }

    /**
     * @throws IOException when the file was deleted since it was opened, or Redis cannot be asked
     */
    @Override
    public int read(ByteBuffer destination) throws IOException {
        checkOpen();
        if (position >= size) {
            return -1;
        }
        int length = (int) Math.min(Math.min(destination.remaining(), MOST_AT_ONCE), size - position);
        if (length == 0) {
            return 0;
        }
        CommandArguments range =
                new CommandArguments(Command.GETRANGE).key(key).addObjects(position, position + length - 1);
        byte[] bytes = RedisFiles.ask(() -> gate.call(range).bytes());
        if (bytes.length < length) {
            throw new IOException("the file was deleted while it was read");
        }
        destination.put(bytes);
        position += length;
        return length;
    }

    @Override
    public long position() throws IOException {
        checkOpen();
        return position;
    }

    @Override
    public RedisContent position(long newPosition) throws IOException {
        checkOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("before the beginning");
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return size;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public RedisContent truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    private void checkOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
