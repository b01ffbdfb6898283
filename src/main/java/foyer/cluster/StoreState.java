package foyer.cluster;

import java.util.Optional;

/**
 * What an administrator is told of the store.
 *
 * @param kind {@code memory} or {@code redis}
 * @param up whether it answers, as far as is known
 * @param trouble what is wrong with it, for people
 */
public record StoreState(String kind, boolean up, Optional<String> trouble) {}
