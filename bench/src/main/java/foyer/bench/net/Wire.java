package foyer.bench.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One TCP connection of the generator. What has arrived incompletely is kept for the next time; so is what could not be sent. */
abstract class Wire {

    private static final byte[] NOTHING = {};

    private final Loop loop;
    private SocketChannel channel;
    private SelectionKey key;
    private byte[] left = NOTHING;
    private ByteBuffer unsent;
    private boolean over;

    Wire(Loop loop) {
        this.loop = loop;
    }

    /** The connection is there. */
    protected abstract void onConnected();

    /**
     * Bytes have come.
     *
     * @return how many were taken; the rest is given again, with more
     */
    protected abstract int onBytes(byte[] bytes, int offset, int length);

    /** The connection has ended, by the other side or by the network. Called once, and not after {@link #close}. */
    protected abstract void onLost(String why);

    final Loop loop() {
        return loop;
    }

    final boolean isOver() {
        return over;
    }

    final void connect(InetSocketAddress address) {
        try {
            loop.connect(this, address);
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    final void attach(SocketChannel newChannel, SelectionKey newKey) {
        channel = newChannel;
        key = newKey;
    }

    final void connected() throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        onConnected();
    }

    final void read(ByteBuffer buffer) throws IOException {
        buffer.put(left);
        int kept = left.length;
        left = NOTHING;
        int count = channel.read(buffer);
        int length = kept + Math.max(0, count);
        int taken = 0;
        while (taken < length && !over) {
            int more = onBytes(buffer.array(), taken, length - taken);
            if (more == 0) {
                break;
            }
            taken += more;
        }
        if (count < 0) {
            lost("closed by the server");
        } else if (taken < length) {
            keep(buffer.array(), taken, length);
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        if (to - from == bytes.length) {
            throw new IllegalStateException("a message larger than the buffer");
        }
        left = Arrays.copyOfRange(bytes, from, to);
    }

    /** Sends, now or as soon as the other side takes it. */
    final void write(ByteBuffer bytes) {
        if (over) {
            return;
        }
        try {
            if (unsent == null) {
                channel.write(bytes);
            }
            if (bytes.hasRemaining()) {
                ByteBuffer all = ByteBuffer.allocate(bytes.remaining() + (unsent == null ? 0 : unsent.remaining()));
                if (unsent != null) {
                    all.put(unsent);
                }
                unsent = all.put(bytes).flip();
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    final void flush() throws IOException {
        if (unsent != null) {
            channel.write(unsent);
            if (!unsent.hasRemaining()) {
                unsent = null;
                key.interestOps(SelectionKey.OP_READ);
            }
        }
    }

    /** Ends the connection in the ordinary way. */
    final void close() {
        end(false);
    }

    /** Ends the connection as a process that dies does. */
    final void reset() {
        end(true);
    }

    final void lost(String why) {
        if (!over) {
            end(false);
            onLost(why);
        }
    }

    private void end(boolean reset) {
        boolean ended = over;
        over = true;
        unsent = null;
        left = NOTHING;
        if (ended || channel == null) {
            return;
        }
        try {
            if (reset) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
