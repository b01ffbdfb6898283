package foyer.admin;

/**
 * Who administers.
 *
 * @param name the operator's name, by its token; over JMX the server knows, not Foyer
 * @param way {@code rest} or {@code jmx}
 */
public record Actor(String name, String way) {

    /** Whoever the server lets use its MBeans. */
    public static final Actor JMX = new Actor("-", "jmx");
}
