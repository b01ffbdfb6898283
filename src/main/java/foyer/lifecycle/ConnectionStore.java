package foyer.lifecycle;

import foyer.cluster.Leases;
import foyer.cluster.StoreUnavailableException;
import foyer.cluster.Whereabouts;
import foyer.room.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Knows which sockets of which session are open on which node, and changes presence and counts together with them.
 *
 * <p>Each method is one atomic step and at most one round trip (a single Lua call on Redis; where a list is given, it may be
 * a step and a command for each of it, sent together); any thread may call it, and several nodes at once. The time is the
 * store's own. Exactly one caller is ever told that a guest's last socket is gone, by {@link #disconnect}, {@link #end} or
 * {@link #reap}; whoever is told does the clean-up.
 *
 * <p>Sockets belong to the node that registered them ({@link Leases#self}). What other nodes must know, the store tells them in
 * the same step ({@link Step.Here}, {@link Step.Gone}, {@link Ended}): every other node that holds sockets of the guest or, when the
 * guest is in a room, of its partner; in the order in which the steps were taken.
 *
 * @throws StoreUnavailableException (each method) when the store cannot be asked, and when this node's lease is lost; whether
 *     the step was taken is not known then
 */
public interface ConnectionStore {

    /**
     * A socket opened: it is registered, the guest is online and seen now, its session lives a whole lifetime from now. If the
     * guest was away from its room, it is back. Repeating the call changes nothing.
     *
     * <p>{@link Step.Here} is sent when the guest had no socket on this node before, or is back.
     *
     * @param maxSockets how many sockets a session may have, this one included; 0 means any number
     */
    ConnectOutcome connect(String sessionId, String userId, String socketId, int maxSockets);

    /**
     * A socket closed. With the guest's last one the guest is offline, searches no more and was seen now, and if it is in a
     * room, it is away from it from now on. Idempotent: a socket that is not registered by this node (any more) changes nothing.
     *
     * <p>{@link Step.Gone} is sent when it was the guest's last socket on this node and others are to hear of that: the guest's other
     * nodes and, when it is in a room, those of its partner.
     *
     * @param grace how long the guest has to come back to its room; zero if the caller is about to close it: whoever dies now, the
     *     room is found by {@code RoomStore.overdue}
     */
    DisconnectOutcome disconnect(String sessionId, String userId, String socketId, Duration grace);

    /**
     * The session is over: it is deleted, its sockets on all nodes are registered no more, the guest is offline and, if it is in
     * a room, away from it with no time left. Idempotent.
     *
     * <p>{@link Ended} is sent to the other nodes which held sockets of it, and {@link Step.Gone} (with no grace) to those of the
     * partner, if it had any sockets.
     *
     * @return the sockets that were open on this node, for the caller to close, and the room, for the caller to close too;
     *     {@link #disconnect} of each of the sockets is {@link DisconnectOutcome.NotRegistered}
     */
    EndOutcome end(String sessionId);

    /**
     * Takes sockets from nodes whose lease is over, and those nodes' names when nothing is left of them. For every node to call
     * every second; it costs what there is to take. Each socket is taken by one caller, as {@link #disconnect} with no grace would.
     *
     * <p>Nothing is taken within one lease after a node has renewed its own lease late, or could not when it wanted to ({@link
     * Leases#renew}).
     *
     * @param most how many sockets to take at most
     * @return the guests who have gone with them, for the caller to close their rooms; should it die before it has, {@code
     *     RoomStore.overdue} gives them
     */
    List<Departed> reap(int most);

    /** Where guests have sockets, by user id; for putting right what a node knows. Who has none is not in the map. */
    Map<String, Whereabouts> whereabouts(List<String> userIds);

    /** The sockets that are registered for this node; for putting them right. */
    List<RegisteredSocket> registered();

    /**
     * Registers sockets which this node holds and the store does not know, each as {@link #connect} would, without a limit. A
     * session that the store does not know is not made anew: after the loss of all data the caller has called {@code
     * GuestStore.restore} before.
     *
     * @return the ids of the sockets whose sessions are gone; they were not registered
     */
    List<String> restore(List<HeldSocket> sockets);
}
