package foyer.bench.scenario;

import java.time.Duration;

/**
 * How much is done.
 *
 * @param runs measured runs of each scenario; the report shows their median
 * @param seconds of each run, where a scenario goes on for a time
 * @param warmUp how long each scenario is played, at least, before the first measured run; up to eight times as long while
 *     it still becomes cheaper
 * @param scale multiplies the numbers of guests, for a quick look at whether everything works
 * @param profile whether a JFR recording is made of each scenario
 */
public record Plan(int runs, Duration seconds, Duration warmUp, double scale, boolean profile) {

    /** A number of guests, scaled, and even. */
    int guests(int number) {
        return Math.max(2, (int) (number * scale) / 2 * 2);
    }
}
