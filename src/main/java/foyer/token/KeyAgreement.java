package foyer.token;

import foyer.cluster.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;

/**
 * Watches that all nodes sign with one key. Nodes that do not refuse each other's guests, and nobody would know why: so it is said in the
 * log of each of them, and with its readiness. Any thread may use it.
 */
public final class KeyAgreement {

    private static final System.Logger LOG = System.getLogger(KeyAgreement.class.getName());

    private final String keyId;
    private final SigningKeyRegister register;
    private volatile Set<String> others = Set.of();

    /**
     * @param key this node's
     */
    public KeyAgreement(SigningKey key, SigningKeyRegister register) {
        this.keyId = key.keyId();
        this.register = register;
    }

    /** Compares this node's key with the others', and says when something has changed; to be called every so often. Waits for the store. */
    public void check() {
        Set<String> found;
        try {
            found = new TreeSet<>(register.announce(keyId));
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "The nodes'' keys are not compared now: {0}", e.getMessage());
            return;
        }
        found.remove(keyId);
        Set<String> before = others;
        others = found;
        if (!found.isEmpty() && !found.equals(before)) {
            LOG.log(
                    Level.ERROR,
                    "Not all nodes sign with the same key: this one with {0}, others with {1}. Guests are refused by every node but those with"
                            + " the key of their token. Set {2} to the same key on every node",
                    keyId,
                    String.join(", ", found),
                    TokenSettings.KEY_LOCATION);
        } else if (found.isEmpty() && !before.isEmpty()) {
            LOG.log(Level.INFO, "All nodes sign with the same key now ({0})", keyId);
        }
    }

    /** The ids of other keys that nodes sign with; empty when all is well. */
    public Set<String> others() {
        return others;
    }
}
