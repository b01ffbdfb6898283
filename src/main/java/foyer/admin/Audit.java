package foyer.admin;

import foyer.rest.PlainCharacters;
import java.lang.System.Logger.Level;

/** Writes down what administrators do: one line of the logger {@code foyer.admin} for each action, whatever comes of it. */
final class Audit {

    private static final System.Logger LOG = System.getLogger("foyer.admin");
    private static final int LONGEST = 500;

    /**
     * An action was taken.
     *
     * @param target on whom or what; {@code -} for the node
     * @param outcome what came of it
     */
    void note(Actor actor, String action, String target, String outcome) {
        LOG.log(
                Level.INFO,
                "admin action={0} target={1} outcome={2} by={3} via={4}",
                action,
                quoted(target),
                outcome,
                quoted(actor.name()),
                actor.way());
    }

    /** On one line, and nothing in it can be taken for another field. */
    private static String quoted(String text) {
        StringBuilder plain = new StringBuilder("\"");
        text.codePoints()
                .limit(LONGEST)
                .map(character -> character == '"' || !PlainCharacters.contain(character) ? '?' : character)
                .forEach(plain::appendCodePoint);
        return plain.append('"').toString();
    }
}
