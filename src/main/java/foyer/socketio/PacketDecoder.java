package foyer.socketio;

import foyer.engineio.PacketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the messages of one connection into packets, and puts a binary packet together from its text and the attachments
 * that follow. Not safe for use by several threads at once. After an exception it is of no more use: the protocol wants
 * the connection closed.
 */
final class PacketDecoder {

    private final SocketIoOptions options;
    private Optional<Unfinished> unfinished = Optional.empty();

    PacketDecoder(SocketIoOptions options) {
        this.options = options;
    }

    /**
     * Takes a text message.
     *
     * @return the packet, or nothing if its attachments have yet to come
     */
    Optional<ClientPacket> text(String data) throws PacketException {
        if (unfinished.isPresent()) {
            throw new PacketException("text while attachments are awaited");
        }
        PacketHeader header = PacketHeader.parse(data, options.maxAttachments());
        PayloadReader payload = new PayloadReader(data, header, options.maxJsonDepth());
        ClientPacket packet = packet(header, payload);
        if (header.attachments() == 0) {
            return Optional.of(packet);
        }
        unfinished = Optional.of(new Unfinished(packet, header.attachments()));
        return Optional.empty();
    }

    /**
     * Takes a binary message.
     *
     * @return the packet, if this was its last attachment
     */
    Optional<ClientPacket> binary(byte[] data) throws PacketException {
        Unfinished packet = unfinished.orElseThrow(() -> new PacketException("attachment without a packet"));
        packet.add(data, options.maxAttachmentBytes());
        if (!packet.isComplete()) {
            return Optional.empty();
        }
        unfinished = Optional.empty();
        return Optional.of(packet.complete());
    }

    private static ClientPacket packet(PacketHeader header, PayloadReader payload) throws PacketException {
        String namespace = header.namespace();
        return switch (header.type()) {
            case CONNECT -> new ClientPacket.Connect(namespace, payload.optionalObject());
            case DISCONNECT -> {
                payload.requireNone();
                yield new ClientPacket.Disconnect(namespace);
            }
            case EVENT, BINARY_EVENT -> {
                String event = payload.eventName();
                yield new ClientPacket.Emit(namespace, header.id(), event, payload.arguments());
            }
            case ACK, BINARY_ACK -> {
                long id = header.id().orElseThrow(() -> new PacketException("acknowledgement without an id"));
                payload.beginArray();
                yield new ClientPacket.Ack(namespace, id, payload.arguments());
            }
            case CONNECT_ERROR -> throw new PacketException("CONNECT_ERROR from a client");
        };
    }

    /** A packet and those of its attachments that have come. */
    private static final class Unfinished {
        private final ClientPacket packet;
        private final int expected;
        private final List<byte[]> attachments = new ArrayList<>(4);
        private long bytes;

        Unfinished(ClientPacket packet, int expected) {
            this.packet = packet;
            this.expected = expected;
        }

        void add(byte[] data, int maxBytes) throws PacketException {
            bytes += data.length;
            if (bytes > maxBytes) {
                throw new PacketException("attachments too large");
            }
            attachments.add(data);
        }

        boolean isComplete() {
            return attachments.size() == expected;
        }

        ClientPacket complete() {
            if (packet instanceof ClientPacket.Emit emit) {
                Arguments arguments = new Arguments(emit.arguments().json(), attachments);
                return new ClientPacket.Emit(emit.namespace(), emit.id(), emit.event(), arguments);
            }
            ClientPacket.Ack ack = (ClientPacket.Ack) packet;
            return new ClientPacket.Ack(
                    ack.namespace(), ack.id(), new Arguments(ack.arguments().json(), attachments));
        }
    }
}
