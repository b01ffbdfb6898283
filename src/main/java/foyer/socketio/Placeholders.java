package foyer.socketio;

import foyer.engineio.PacketException;
import foyer.socketio.JsonScanner.Token;

/** Checks that the placeholders in a binary packet's payload refer to attachments it has. */
final class Placeholders {

    private static final int NO_NUMBER = -1;
    private static final int MAX_DIGITS = 9;

    private final String text;
    private final JsonScanner scanner;
    private final boolean[] isPlaceholder;
    private final int[] number;
    private final int attachments;

    private Placeholders(String text, int from, int maxDepth, int attachments) {
        this.text = text;
        this.scanner = new JsonScanner(text, from, maxDepth);
        this.isPlaceholder = new boolean[maxDepth];
        this.number = new int[maxDepth];
        this.attachments = attachments;
    }

    /**
     * @param from where in the text the payload begins
     * @param attachments how many attachments the packet has
     * @throws PacketException if the payload is not JSON, or a placeholder refers to no attachment
     */
    static void check(String text, int from, int maxDepth, int attachments) throws PacketException {
        new Placeholders(text, from, maxDepth, attachments).check();
    }

    private void check() throws PacketException {
        Token token = scanner.next();
        while (token != Token.END) {
            switch (token) {
                case BEGIN_OBJECT -> forget(scanner.depth() - 1);
                case END_OBJECT -> decide(scanner.depth());
                case NAME -> member(scanner.depth() - 1);
                default -> {}
            }
            token = scanner.next();
        }
    }

    private void forget(int level) {
        isPlaceholder[level] = false;
        number[level] = NO_NUMBER;
    }

    private void decide(int level) throws PacketException {
        if (isPlaceholder[level] && (number[level] < 0 || number[level] >= attachments)) {
            throw new PacketException("placeholder without attachment");
        }
    }

    /** Reads the value of the two members that count; of two members with one name the last counts, as in the client. */
    private void member(int level) throws PacketException {
        String name = scanner.string();
        if (name.equals("_placeholder")) {
            isPlaceholder[level] = value(level) == Token.TRUE;
        } else if (name.equals("num")) {
            number[level] = value(level) == Token.NUMBER ? index() : NO_NUMBER;
        }
    }

    private Token value(int level) throws PacketException {
        Token token = scanner.next();
        if (token == Token.BEGIN_OBJECT) {
            forget(level + 1);
        }
        return token;
    }

    private int index() {
        int length = scanner.end() - scanner.start();
        if (length > MAX_DIGITS) {
            return NO_NUMBER;
        }
        int value = 0;
        for (int i = scanner.start(); i < scanner.end(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return NO_NUMBER;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }
}
