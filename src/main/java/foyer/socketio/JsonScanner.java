package foyer.socketio;

import foyer.engineio.PacketException;
import java.util.Arrays;

/**
 * Walks through a JSON text (RFC 8259, strictly) token by token and builds nothing. It needs no stack of its own calls,
 * however deep the text is nested, and stops at a depth it is given.
 */
final class JsonScanner {

    /** What {@link #next()} found; {@link #END} is the end of the text after one whole value. */
    enum Token {
        BEGIN_OBJECT,
        END_OBJECT,
        BEGIN_ARRAY,
        END_ARRAY,
        NAME,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        END
    }

    /** What may come next. */
    private enum Expected {
        VALUE,
        FIRST_VALUE,
        NAME,
        FIRST_NAME,
        SEPARATOR,
        NOTHING
    }

    /** Hardly any message is nested deeper, and every one has a scanner. */
    private static final int ORDINARY_DEPTH = 8;

    private final String text;
    private final int maxDepth;
    private boolean[] isObject;
    private int position;
    private int depth;
    private int start;
    private int end;
    private boolean escaped;
    private Expected expected = Expected.VALUE;

    /**
     * @param from where in the text the value begins; it ends with the text
     * @param maxDepth how many arrays and objects may be open at once
     */
    JsonScanner(String text, int from, int maxDepth) {
        this.text = text;
        this.position = from;
        this.maxDepth = maxDepth;
        this.isObject = new boolean[Math.min(maxDepth, ORDINARY_DEPTH)];
    }

    /** How many arrays and objects are open after the last token. */
    int depth() {
        return depth;
    }

    /** Where the last token begins. */
    int start() {
        return start;
    }

    /** Where the last token ends, exclusive. */
    int end() {
        return end;
    }

    /** The characters the last NAME or STRING stands for. */
    String string() {
        return escaped ? unescape() : text.substring(start + 1, end - 1);
    }

    /** The next token. After {@link Token#END} comes {@link Token#END} again. */
    Token next() throws PacketException {
        skipWhitespace();
        if (expected == Expected.NOTHING) {
            return atEnd();
        }
        char c = peek();
        if (expected == Expected.SEPARATOR) {
            if (c != ',') {
                return close(c);
            }
            position++;
            skipWhitespace();
            c = peek();
            expected = isObject[depth - 1] ? Expected.NAME : Expected.VALUE;
        }
        return switch (expected) {
            case FIRST_VALUE -> c == ']' ? close(c) : value(c);
            case FIRST_NAME -> c == '}' ? close(c) : name(c);
            case NAME -> name(c);
            default -> value(c);
        };
    }

    /** After the beginning of an array or object: goes to its end. After any other value: does nothing. */
    void skipChildren(Token token) throws PacketException {
        if (token == Token.BEGIN_ARRAY || token == Token.BEGIN_OBJECT) {
            int outside = depth - 1;
            while (depth > outside) {
                next();
            }
        }
    }

    private Token atEnd() throws PacketException {
        if (position < text.length()) {
            throw new PacketException("JSON: text after the end");
        }
        start = position;
        end = position;
        return Token.END;
    }

    private Token value(char c) throws PacketException {
        return switch (c) {
            case '{' -> open(Token.BEGIN_OBJECT, Expected.FIRST_NAME);
            case '[' -> open(Token.BEGIN_ARRAY, Expected.FIRST_VALUE);
            case '"' -> scalar(Token.STRING, endOfString());
            case 't' -> literal("true", Token.TRUE);
            case 'f' -> literal("false", Token.FALSE);
            case 'n' -> literal("null", Token.NULL);
            default -> scalar(Token.NUMBER, endOfNumber());
        };
    }

    private Token open(Token token, Expected inside) throws PacketException {
        if (depth == maxDepth) {
            throw new PacketException("JSON: nested too deep");
        }
        if (depth == isObject.length) {
            isObject = Arrays.copyOf(isObject, Math.min(maxDepth, 2 * depth));
        }
        isObject[depth++] = token == Token.BEGIN_OBJECT;
        expected = inside;
        return take(token, position + 1);
    }

    private Token close(char c) throws PacketException {
        boolean object = isObject[depth - 1];
        if (c != (object ? '}' : ']')) {
            throw new PacketException("JSON: comma or end expected");
        }
        depth--;
        return scalar(object ? Token.END_OBJECT : Token.END_ARRAY, position + 1);
    }

    private Token name(char c) throws PacketException {
        if (c != '"') {
            throw new PacketException("JSON: name expected");
        }
        take(Token.NAME, endOfString());
        skipWhitespace();
        if (peek() != ':') {
            throw new PacketException("JSON: colon expected");
        }
        position++;
        expected = Expected.VALUE;
        return Token.NAME;
    }

    private Token literal(String word, Token token) throws PacketException {
        if (!text.startsWith(word, position)) {
            throw new PacketException("JSON: unknown word");
        }
        return scalar(token, position + word.length());
    }

    private Token scalar(Token token, int tokenEnd) {
        expected = depth == 0 ? Expected.NOTHING : Expected.SEPARATOR;
        return take(token, tokenEnd);
    }

    private Token take(Token token, int tokenEnd) {
        start = position;
        end = tokenEnd;
        position = tokenEnd;
        return token;
    }

    private int endOfString() throws PacketException {
        escaped = false;
        int i = position + 1;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '"') {
                return i;
            }
            if (c < ' ') {
                throw new PacketException("JSON: control character in a string");
            }
            if (c == '\\') {
                escaped = true;
                i = endOfEscape(i);
            }
        }
        throw new PacketException("JSON: string without end");
    }

    private int endOfEscape(int i) throws PacketException {
        char c = charAt(i);
        if (c == 'u') {
            for (int digit = i + 1; digit <= i + 4; digit++) {
                if (hexValue(charAt(digit)) < 0) {
                    throw new PacketException("JSON: invalid escape");
                }
            }
            return i + 5;
        }
        if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw new PacketException("JSON: invalid escape");
        }
        return i + 1;
    }

    private int endOfNumber() throws PacketException {
        int i = charAt(position) == '-' ? position + 1 : position;
        i = charAt(i) == '0' ? i + 1 : endOfDigits(i);
        if (charAt(i) == '.') {
            i = endOfDigits(i + 1);
        }
        if (charAt(i) == 'e' || charAt(i) == 'E') {
            char sign = charAt(i + 1);
            i = endOfDigits(sign == '+' || sign == '-' ? i + 2 : i + 1);
        }
        return i;
    }

    private int endOfDigits(int from) throws PacketException {
        int i = from;
        while (charAt(i) >= '0' && charAt(i) <= '9') {
            i++;
        }
        if (i == from) {
            throw new PacketException("JSON: value expected");
        }
        return i;
    }

    /** The character there, or NUL, which is nowhere allowed, behind the end. */
    private char charAt(int i) {
        return i < text.length() ? text.charAt(i) : '\0';
    }

    private char peek() throws PacketException {
        if (position >= text.length()) {
            throw new PacketException("JSON: unexpected end");
        }
        return text.charAt(position);
    }

    private void skipWhitespace() {
        while (position < text.length() && isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private String unescape() {
        StringBuilder out = new StringBuilder(end - start);
        for (int i = start + 1; i < end - 1; i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char code = text.charAt(++i);
            if (code == 'u') {
                out.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                i += 4;
            } else {
                out.append(escapedChar(code));
            }
        }
        return out.toString();
    }

    private static char escapedChar(char code) {
        return switch (code) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> code;
        };
    }

    /** Not {@link Character#digit}, which knows the digits of all scripts. */
    private static int hexValue(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
