package foyer.guest;

import foyer.config.Settings;

/**
 * The settings of guests.
 *
 * @param guestsPerMinute {@code foyer.limit.guests-per-minute}: sessions an address may begin; 0 for any number
 */
public record GuestSettings(int guestsPerMinute) {

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static GuestSettings read(Settings settings) {
        return new GuestSettings(settings.number("foyer.limit.guests-per-minute", 60, 0, 1_000_000));
    }
}
