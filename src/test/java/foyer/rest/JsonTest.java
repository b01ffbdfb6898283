package foyer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
        "2026-03-01T10:15:30.007999999Z, 2026-03-01T10:15:30.007Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
        "2028-02-29T23:59:59.999999999Z, 2028-02-29T23:59:59.999Z",
        "0001-01-01T00:00:00.100Z, 0001-01-01T00:00:00.100Z",
        "9999-12-31T23:59:59.010Z, 9999-12-31T23:59:59.010Z"
    })
    void timesHaveMilliseconds(Instant time, String text) {
        assertThat(Json.time(time)).isEqualTo(text);
    }

    @Test
    void anyTimeIsAsTheFormatterWritesIt() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochSecond(
                    random.nextLong(-70_000_000_000L, 300_000_000_000L), random.nextInt(1_000_000_000));
            assertThat(Json.time(time)).isEqualTo(ISO.format(time));
        }
    }
}
