package foyer.room;

import foyer.edge.EventRefused;
import foyer.edge.Refusal;
import foyer.socketio.JsonMembers;

/** The rules of {@code chat:message} (contract section 3). */
final class ChatMessage {

    private static final int MAX_TEXT = 1000;
    private static final double MAX_FILE_BYTES = 10 * 1024 * 1024;
    private static final double MAX_SECONDS = 300;
    private static final int MAX_CLIENT_ID = 128;

    /** What a file's or a voice note's description may take; it is relayed as it is. */
    private static final int MAX_DESCRIPTION = 8 * 1024;

    private ChatMessage() {}

    /**
     * Checks a message.
     *
     * @throws EventRefused {@code INVALID_INPUT}, saying what is wrong
     */
    static void check(JsonMembers message) throws EventRefused {
        switch (message.text("type").orElse("")) {
            case "text" -> checkText(message);
            case "file" -> checkFile(description(message));
            case "voice" -> checkVoice(description(message));
            default -> throw invalid("type must be text, file or voice");
        }
    }

    /** Whether a client's own id is a string or number short enough to be given back. */
    static boolean isShort(String rawId) {
        return rawId.length() <= MAX_CLIENT_ID && !rawId.startsWith("{") && !rawId.startsWith("[");
    }

    private static void checkText(JsonMembers message) throws EventRefused {
        String text = message.text("content").orElseThrow(() -> invalid("content must be a text"));
        if (isBlank(text)) {
            throw invalid("The message is empty");
        }
        if (text.length() > MAX_TEXT && text.codePointCount(0, text.length()) > MAX_TEXT) {
            throw invalid("The message is longer than " + MAX_TEXT + " characters");
        }
    }

    /** As JavaScript's {@code trim} sees it, which knows more of them than {@link String#isBlank}; none is a surrogate. */
    private static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isBlank(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == 0xFEFF;
    }

    private static JsonMembers description(JsonMembers message) throws EventRefused {
        String content = message.raw("content").orElseThrow(() -> invalid("content is required"));
        if (content.length() > MAX_DESCRIPTION) {
            throw invalid("content is too long");
        }
        return JsonMembers.of(content).orElseThrow(() -> invalid("content must be an object"));
    }

    private static void checkFile(JsonMembers file) throws EventRefused {
        if (file.text("filename").filter(name -> !name.isBlank()).isEmpty()) {
            throw invalid("content.filename is required");
        }
        if (file.text("fileType").filter(type -> !type.isBlank()).isEmpty()) {
            throw invalid("content.fileType is required");
        }
        requireWithin(file, "fileSize", MAX_FILE_BYTES);
    }

    private static void checkVoice(JsonMembers voice) throws EventRefused {
        requireWithin(voice, "duration", MAX_SECONDS);
        requireWithin(voice, "fileSize", MAX_FILE_BYTES);
    }

    private static void requireWithin(JsonMembers content, String name, double most) throws EventRefused {
        double value = content.number(name).orElse(-1.0);
        if (!(value >= 0 && value <= most)) {
            throw invalid("content." + name + " must be a number from 0 to " + (long) most);
        }
    }

    private static EventRefused invalid(String message) {
        return new EventRefused(Refusal.INVALID_INPUT, message);
    }
}
