package foyer.cluster;

/**
 * Carries letters between nodes, as well as it can: what it may have lost it says, and then the nodes put right what they
 * know by asking the store ({@link Listener#onGap}).
 *
 * <p>An adapter guarantees:
 *
 * <ul>
 *   <li>Nothing here waits. What cannot be sent now is queued within bounds; what does not fit is dropped, and the letters
 *       that went missing so count as a gap for the nodes that miss them, as far as the adapter can find out.
 *   <li>Letters that one thread sends to one node arrive in that order. The letters which the <em>store</em> sends as part of a
 *       step (see the ports of {@code foyer.room} and {@code foyer.lifecycle}) arrive at each node in the order of the steps.
 *   <li>What a node has sent before it takes a step that closes a room arrives before the store's letter of that step, unless the
 *       store is in trouble: last words are heard.
 *   <li>A letter comes at most once, and never back to its sender.
 *   <li>Letters for the node are those sent to its present id ({@link Leases#self}), and the broadcasts.
 * </ul>
 *
 * Any thread may use it.
 */
public interface Bus {

    /** Sends to one node; nothing happens if there is none of that name, or if it is this one. */
    void send(NodeId to, Letter letter);

    /** Sends to all others. */
    void broadcast(Letter letter);

    /** Whether letters go out and come in now, as far as is known. */
    boolean isUp();

    /** Says who hears what arrives; to be called once, before anything can arrive. */
    void listen(Listener listener);

    /** Hears what arrives. */
    interface Listener {

        /** A letter. Called by one thread at a time, in the order of arrival; returns at once. */
        void onLetter(Letter letter);

        /**
         * Letters may have been missed: the subscription was lost and has just been made again. Not called for the very first
         * subscription. Returns at once.
         */
        void onGap();
    }
}
