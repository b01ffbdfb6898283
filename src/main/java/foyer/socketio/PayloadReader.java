package foyer.socketio;

import foyer.engineio.PacketException;
import foyer.socketio.JsonScanner.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the payload of one packet, by the rules of the packet's type, in one pass. */
final class PayloadReader {

    /** Nobody calls a function with so many arguments; a megabyte of them would become thirty. */
    private static final int MAX_ARGUMENTS = 256;

    private final String text;
    private final PacketHeader header;
    private final int maxDepth;
    private final JsonScanner scanner;

    PayloadReader(String text, PacketHeader header, int maxDepth) {
        this.text = text;
        this.header = header;
        this.maxDepth = maxDepth;
        this.scanner = new JsonScanner(text, header.payload(), maxDepth);
    }

    /** DISCONNECT: no payload. */
    void requireNone() throws PacketException {
        if (header.payload() < text.length()) {
            throw new PacketException("payload not allowed");
        }
    }

    /** CONNECT: no payload, or an object. */
    Optional<String> optionalObject() throws PacketException {
        if (header.payload() == text.length()) {
            return Optional.empty();
        }
        Token token = scanner.next();
        if (token != Token.BEGIN_OBJECT) {
            throw new PacketException("payload is not an object");
        }
        int start = scanner.start();
        scanner.skipChildren(token);
        int end = scanner.end();
        scanner.next();
        return Optional.of(text.substring(start, end));
    }

    /** ACK: an array. */
    void beginArray() throws PacketException {
        if (scanner.next() != Token.BEGIN_ARRAY) {
            throw new PacketException("payload is not an array");
        }
    }

    /** EVENT: an array whose first element is a string or a number, the name. */
    String eventName() throws PacketException {
        beginArray();
        String name = switch (scanner.next()) {
            case STRING -> scanner.string();
            case NUMBER -> text.substring(scanner.start(), scanner.end());
            default -> throw new PacketException("event without a name");
        };
        if (EventNames.isReserved(name)) {
            throw new PacketException("reserved event name");
        }
        return name;
    }

    /** What is left of the array; the attachments are not there yet, but every placeholder will have one. */
    Arguments arguments() throws PacketException {
        List<String> arguments = new ArrayList<>(4);
        for (Token token = scanner.next(); token != Token.END_ARRAY; token = scanner.next()) {
            if (arguments.size() == MAX_ARGUMENTS) {
                throw new PacketException("too many arguments");
            }
            int start = scanner.start();
            scanner.skipChildren(token);
            arguments.add(text.substring(start, scanner.end()));
        }
        scanner.next();
        if (header.type().isBinary()) {
            Placeholders.check(text, header.payload(), maxDepth, header.attachments());
        }
        return new Arguments(arguments, List.of());
    }
}
