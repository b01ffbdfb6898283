package foyer.room;

import foyer.config.Settings;
import java.time.Duration;

/**
 * The settings of rooms.
 *
 * @param grace {@code foyer.room.grace}: how long a guest whose connection was lost has to come back; zero for none
 * @param widenAfter {@code foyer.match.widen-after}: how long a guest waits for somebody of its own language
 */
public record RoomSettings(Duration grace, Duration widenAfter) {

    private static final Duration DEFAULT = Duration.ofSeconds(5);

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static RoomSettings read(Settings settings) {
        return new RoomSettings(
                settings.duration("foyer.room.grace", DEFAULT, Duration.ZERO, Duration.ofMinutes(10)),
                settings.duration("foyer.match.widen-after", DEFAULT, Duration.ZERO, Duration.ofMinutes(10)));
    }
}
