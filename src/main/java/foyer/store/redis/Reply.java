package foyer.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The answer of a script, read from the left to the right. */
final class Reply {

    private final Iterator<?> parts;

    private Reply(List<?> parts) {
        this.parts = parts.iterator();
    }

    /** An answer as Redis gives it; a single value is a list of one. */
    static Reply of(Object answer) {
        return new Reply(answer instanceof List<?> list ? list : java.util.Collections.singletonList(answer));
    }

    /** Whether there is nothing more to read. */
    boolean isAtEnd() {
        return !parts.hasNext();
    }

    /** The next text. */
    String text() {
        return optional().orElseThrow(() -> new IllegalStateException("Redis left out what must be there"));
    }

    /** The next text, if there is one. */
    Optional<String> optional() {
        return Optional.ofNullable(parts.next()).map(Reply::textOf);
    }

    /** The next number. */
    long number() {
        return Long.parseLong(text());
    }

    /** The next number, of things that one can count. */
    int count() {
        return Math.toIntExact(number());
    }

    /** The next truth: 1 or 0. */
    boolean flag() {
        return number() != 0;
    }

    /** The next time, in milliseconds. */
    Instant millis() {
        return Instant.ofEpochMilli(number());
    }

    /** The next time, in microseconds. */
    Instant micros() {
        return Instant.EPOCH.plus(number(), ChronoUnit.MICROS);
    }

    /** The next list. */
    Reply list() {
        return new Reply((List<?>) parts.next());
    }

    /** What is left of this list, each element read by the given function, which takes as many parts as it needs. */
    <T> List<T> each(Function<Reply, T> element) {
        List<T> elements = new ArrayList<>();
        while (!isAtEnd()) {
            elements.add(element.apply(this));
        }
        return elements;
    }

    private static String textOf(Object part) {
        return part instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : part.toString();
    }
}
