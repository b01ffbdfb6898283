package foyer.cluster;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A node, from one of its starts to its end or the loss of its lease: never the same again, so that what was taken from a dead
 * node cannot be revived by its return.
 *
 * @param value 1 to 80 of {@code [A-Za-z0-9._-]}
 */
public record NodeId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,80}");
    private static final int LONGEST_NAME = 40;
    private static final int RANDOM_BYTES = 8;

    /** @throws IllegalArgumentException if it has another form */
    public NodeId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of a node: " + value);
        }
    }

    /**
     * A new id.
     *
     * @param name what an administrator may recognise, such as the name of the host; what cannot stand in an id is replaced
     */
    public static NodeId random(String name) {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String readable = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return new NodeId(readable.substring(0, Math.min(LONGEST_NAME, readable.length())) + "-"
                + HexFormat.of().formatHex(random));
    }

    @Override
    public String toString() {
        return value;
    }
}
