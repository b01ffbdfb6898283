package foyer.file;

import foyer.config.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of temporary files.
 *
 * @param directory {@code foyer.file.directory}: where they are kept; made if it is not there
 * @param maxBytes {@code foyer.file.max-bytes}: how large a file may be, up to 25 MB
 * @param lifetime {@code foyer.file.lifetime}: how long it is kept when its room lives so long
 * @param maxMegabytesInAll {@code foyer.file.max-megabytes-in-all}: what all files of the node may take; 0 for any amount
 * @param minBytesPerSecond {@code foyer.file.min-bytes-per-second}: who sends less than that on the average is sent away; 0 for any pace
 * @param uploadsPerHour {@code foyer.limit.uploads-per-hour}: per session; 0 for any number
 * @param uploadsAtOnce {@code foyer.limit.uploads-at-once}: of the node, for each holds a thread; 0 for any number
 */
public record FileSettings(
        Path directory,
        int maxBytes,
        Duration lifetime,
        int maxMegabytesInAll,
        int minBytesPerSecond,
        int uploadsPerHour,
        int uploadsAtOnce) {

    private static final int DEFAULT_BYTES = 10 * 1024 * 1024;
    private static final int MOST_BYTES = 25 * 1024 * 1024;

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static FileSettings read(Settings settings) {
        return new FileSettings(
                directory(settings),
                settings.number("foyer.file.max-bytes", DEFAULT_BYTES, 1, MOST_BYTES),
                settings.duration(
                        "foyer.file.lifetime", Duration.ofHours(2), Duration.ofSeconds(1), Duration.ofDays(1)),
                settings.number("foyer.file.max-megabytes-in-all", 2048, 0, 1_000_000),
                settings.number("foyer.file.min-bytes-per-second", 8192, 0, MOST_BYTES),
                settings.number("foyer.limit.uploads-per-hour", 60, 0, 1_000_000),
                settings.number("foyer.limit.uploads-at-once", 16, 0, 10_000));
    }

    private static Path directory(Settings settings) {
        String temporary = System.getProperty("java.io.tmpdir");
        try {
            return Path.of(settings.text("foyer.file.directory").orElse(temporary))
                    .toAbsolutePath();
        } catch (InvalidPathException e) {
            settings.problem("foyer.file.directory", "is no path: " + e.getMessage());
            return Path.of(temporary);
        }
    }
}
