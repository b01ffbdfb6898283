package foyer.engineio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The bounded queue of packets that wait for one client. When it is full, volatile packets make room for
 * others; when that is not enough, the client is too slow to be kept. Not thread-safe: its connection guards it.
 */
final class Outbox {

    private final int maxPackets;
    private final int maxBytes;
    private final ArrayDeque<Packet> packets = new ArrayDeque<>(2);
    private int bytes;

    /** Zero means no limit. */
    Outbox(int maxPackets, int maxBytes) {
        this.maxPackets = maxPackets == 0 ? Integer.MAX_VALUE : maxPackets;
        this.maxBytes = maxBytes == 0 ? Integer.MAX_VALUE : maxBytes;
    }

    /**
     * Adds a packet at the end. A volatile packet for which there is no room is dropped in silence.
     *
     * @return false when the queue is full of packets that may not be dropped
     */
    boolean offer(Packet packet) {
        return offer(List.of(packet));
    }

    /** The same for packets that belong together: all of them are added or none. They are all volatile, or none is. */
    boolean offer(List<Packet> together) {
        int size = 0;
        for (Packet packet : together) {
            size += packet.size();
        }
        boolean room = isRoomFor(together.size(), size);
        if (!room && !together.get(0).isVolatile()) {
            dropVolatile();
            room = isRoomFor(together.size(), size);
            if (!room) {
                return false;
            }
        }
        if (room) {
            together.forEach(this::add);
        }
        return true;
    }

    /** Adds a packet whether there is room or not: for the engine's own few and small ones. */
    void add(Packet packet) {
        packets.add(packet);
        bytes += packet.size();
    }

    /** Takes the first packet, and more until {@code most} packets or {@code mostBytes} bytes are reached. */
    List<Packet> take(int most, int mostBytes) {
        if (most == 1 || packets.size() == 1) {
            return List.of(remove());
        }
        List<Packet> taken = new ArrayList<>();
        int room = mostBytes;
        do {
            room -= packets.element().size();
            taken.add(remove());
        } while (!packets.isEmpty() && taken.size() < most && packets.element().size() <= room);
        return taken;
    }

    boolean isEmpty() {
        return packets.isEmpty();
    }

    int bytes() {
        return bytes;
    }

    int size() {
        return packets.size();
    }

    void clear() {
        packets.clear();
        bytes = 0;
    }

    /** An empty queue takes anything, or what is large could never be sent at all. */
    private boolean isRoomFor(int count, int size) {
        return packets.isEmpty() || packets.size() <= maxPackets - count && bytes <= maxBytes - size;
    }

    private Packet remove() {
        Packet packet = packets.remove();
        bytes -= packet.size();
        return packet;
    }

    private void dropVolatile() {
        for (Iterator<Packet> queue = packets.iterator(); queue.hasNext(); ) {
            Packet packet = queue.next();
            if (packet.isVolatile()) {
                queue.remove();
                bytes -= packet.size();
            }
        }
    }
}
