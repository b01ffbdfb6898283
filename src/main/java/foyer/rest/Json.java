package foyer.rest;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How values stand in the contract's JSON. */
public final class Json {

    /** The provider, looked up once: {@code jakarta.json.Json} looks it up at every call. */
    static final JsonProvider PROVIDER = JsonProvider.provider();

    /** As JavaScript's {@code toISOString} has it. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final int LAST_PLAIN_YEAR = 9999;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private Json() {}

    /**
     * Reads the text of a JSON object.
     *
     * @throws jakarta.json.JsonException if it is none
     */
    public static JsonObject parse(String object) {
        try (JsonReader reader = PROVIDER.createReader(new StringReader(object))) {
            return reader.readObject();
        }
    }

    /** Milliseconds, rounded up: who comes back after exactly that time is not too early. */
    public static long millis(Duration wait) {
        return wait.plusNanos(999_999).toMillis();
    }

    /** An object to fill. */
    public static JsonObjectBuilder object() {
        return PROVIDER.createObjectBuilder();
    }

    /** An array to fill. */
    public static JsonArrayBuilder array() {
        return PROVIDER.createArrayBuilder();
    }

    /** The text, or {@code null}: a client finds every key of the contract. */
    public static JsonValue text(Optional<String> text) {
        return text.<JsonValue>map(PROVIDER::createValue).orElse(JsonValue.NULL);
    }

    /** A time in UTC, with milliseconds: {@code 2026-01-31T12:00:00.000Z}. */
    public static String time(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > LAST_PLAIN_YEAR) {
            return TIME.format(time);
        }
        // Every message has one, and the formatter would be an eighth of a message's cost.
        char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
        put(text, 4, utc.getYear());
        put(text, 7, utc.getMonthValue());
        put(text, 10, utc.getDayOfMonth());
        put(text, 13, utc.getHour());
        put(text, 16, utc.getMinute());
        put(text, 19, utc.getSecond());
        put(text, 23, utc.getNano() / NANOS_PER_MILLI);
        return new String(text);
    }

    /** Writes the digits of a number, the last one before {@code end}. */
    private static void put(char[] text, int end, int number) {
        int at = end;
        for (int left = number; left > 0; left /= 10) {
            text[--at] = (char) ('0' + left % 10);
        }
    }
}
