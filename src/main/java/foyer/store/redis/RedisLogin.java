package foyer.store.redis;

import java.util.Optional;

/**
 * Whom to log in as.
 *
 * @param user empty for the default user
 * @param password empty where none is asked for
 */
record RedisLogin(Optional<String> user, Optional<String> password) {

    /** For logs: without the password. */
    @Override
    public String toString() {
        return user.orElse("default");
    }
}
