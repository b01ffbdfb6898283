package foyer.engineio;

import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The text form of packets, and the payloads of HTTP long-polling, which join packets with a record
 * separator. Binary packets in text are {@code b} and base64.
 */
final class PacketCodec {

    private static final char SEPARATOR = '\u001e';
    private static final char BINARY = 'b';

    private PacketCodec() {}

    /** Decodes one packet. */
    static Packet decode(String encoded) throws PacketException {
        if (encoded.isEmpty()) {
            throw new PacketException("empty packet");
        }
        if (encoded.charAt(0) != BINARY) {
            PacketType.of(encoded.charAt(0)); // which refuses what is none
            return new Packet.Text(encoded, false);
        }
        try {
            return new Packet.Binary(Base64.getDecoder().decode(encoded.substring(1)), false);
        } catch (IllegalArgumentException e) {
            throw new PacketException("malformed base64");
        }
    }

    /** The encoded packets of a payload, in order, none of them looked at yet. */
    static Iterator<String> split(String payload) {
        return new Iterator<>() {
            private int start;

            @Override
            public boolean hasNext() {
                return start <= payload.length();
            }

            @Override
            public String next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int separator = payload.indexOf(SEPARATOR, start);
                int end = separator < 0 ? payload.length() : separator;
                String packet = payload.substring(start, end);
                start = end + 1;
                return packet;
            }
        };
    }

    /** Joins packets to a payload. */
    static String join(List<Packet> packets) {
        if (packets.size() == 1) {
            return packets.get(0).encoded();
        }
        StringBuilder payload = new StringBuilder();
        for (Packet packet : packets) {
            if (!payload.isEmpty()) {
                payload.append(SEPARATOR);
            }
            payload.append(packet.encoded());
        }
        return payload.toString();
    }
}
