package foyer.file;

import foyer.file.multipart.Part;
import foyer.rest.FieldError;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of the form beside the file. Those that tell type and size are not believed, and not read. For one request. */
final class UploadFields {

    static final String ROOM_ID = "roomId";
    static final String FILENAME = "filename";
    static final String DURATION = "duration";

    private static final Set<String> READ = Set.of(ROOM_ID, FILENAME, DURATION);
    private static final int MOST_BYTES = 4096;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,3}(\\.\\d{1,9})?");
    private static final BigDecimal SHORTEST = BigDecimal.ONE;
    private static final BigDecimal LONGEST = BigDecimal.valueOf(300);

    private final Map<String, String> values = new HashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    /** Takes a field; others than ours are passed over. */
    void read(Part part) throws IOException {
        if (!READ.contains(part.name())) {
            return;
        }
        byte[] bytes = part.content().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            wrong(part.name(), "is too long");
        } else if (values.putIfAbsent(part.name(), new String(bytes, StandardCharsets.UTF_8).strip()) != null) {
            wrong(part.name(), "must be given once");
        }
    }

    Optional<String> roomId() {
        return text(ROOM_ID);
    }

    Optional<String> filename() {
        return text(FILENAME);
    }

    /** The seconds of a voice note; if it is none that may be, that is an error. */
    Optional<BigDecimal> duration() {
        Optional<BigDecimal> seconds = text(DURATION)
                .filter(SECONDS.asMatchPredicate())
                .map(BigDecimal::new)
                .filter(given -> given.compareTo(SHORTEST) >= 0 && given.compareTo(LONGEST) <= 0);
        if (seconds.isEmpty()) {
            wrong(DURATION, "must be a number of seconds from 1 to 300");
        }
        return seconds;
    }

    /** Notes that a field is wrong. */
    void wrong(String field, String message) {
        if (errors.stream().noneMatch(error -> error.field().equals(field))) {
            errors.add(new FieldError(field, message));
        }
    }

    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(values.get(field)).filter(value -> !value.isEmpty());
    }
}
