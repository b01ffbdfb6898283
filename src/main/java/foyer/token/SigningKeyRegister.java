package foyer.token;

import java.util.Set;

/** Which keys the nodes that share a store sign with. Any thread may use it; it is one round trip. */
@FunctionalInterface
public interface SigningKeyRegister {

    /**
     * Says which key this node signs with; forgotten when it is not said again for some leases.
     *
     * @return the ids of the keys of all nodes, this one's among them
     * @throws foyer.cluster.StoreUnavailableException when the store cannot be asked
     */
    Set<String> announce(String keyId);
}
