package foyer.cluster;

import java.util.Optional;

/**
 * What one node tells others.
 *
 * @param kind what it is about; decides who handles it. No line break is in it
 * @param lane letters of one lane are handled one after another in the order in which they were sent, those of different
 *     lanes at the same time: the id of a room or of a user. No line break is in it
 * @param body the rest, as whoever handles the kind understands it; JSON as a rule
 */
public record Letter(String kind, String lane, String body) {

    /** {@code kind \n lane \n body}: the form in which it travels. */
    public String wire() {
        return kind + '\n' + lane + '\n' + body;
    }

    /** Reads what {@link #wire} has written; empty if it is something else. */
    public static Optional<Letter> parse(String wire) {
        int first = wire.indexOf('\n');
        int second = wire.indexOf('\n', first + 1);
        return first <= 0 || second < 0
                ? Optional.empty()
                : Optional.of(new Letter(
                        wire.substring(0, first), wire.substring(first + 1, second), wire.substring(second + 1)));
    }
}
