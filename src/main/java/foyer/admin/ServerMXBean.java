package foyer.admin;

import java.util.List;
import java.util.Map;

/** What a server's management console shows of Foyer: the MBean {@code foyer:type=Server}. Counts are this node's unless said otherwise. */
public interface ServerMXBean {

    /** Of Foyer. */
    String getVersion();

    /** The id of this node. */
    String getNode();

    /** Since the deployment, in seconds. */
    long getUptimeSeconds();

    /** Whether guests are let in. */
    boolean isReady();

    /** Whether the node drains. */
    boolean isDraining();

    /** Open connections, those that are in no namespace included. */
    int getConnections();

    /** Sockets of guests, by transport. */
    Map<String, Integer> getSockets();

    /** Guests online on all nodes; -1 while the store cannot be asked, as with the next two. */
    int getGuestsOnline();

    /** Guests who search, on all nodes. */
    int getGuestsSearching();

    /** Open rooms, on all nodes. */
    int getRooms();

    /** Files of rooms; -1 if that is not known. */
    long getFiles();

    /** What they take; -1 if that is not known. */
    long getFileBytes();

    /** Packets that wait to be written to clients. */
    long getQueuedPackets();

    /** How large they are together. */
    long getQueuedBytes();

    /** What waits for a thread of the node. */
    int getTasksWaiting();

    /** Connections refused since the deployment, by code; those that have not come up are left out. */
    Map<String, Long> getRefusedConnections();

    /** Disconnects since the deployment, by reason; those that have not come up are left out. */
    Map<String, Long> getDisconnects();

    /** {@code memory} or {@code redis}. */
    String getStore();

    /** {@code up}, or what is wrong. */
    String getStoreState();

    /** How much is logged of connections: {@code OFF}, {@code WARNING}, {@code INFO} or {@code DEBUG}. */
    String getConnectionLogLevel();

    /**
     * Guests online on all nodes, latest first; each as {@code id username}.
     *
     * @param search part of a name or an id; empty for all
     * @param offset how many to leave out
     * @param limit how many to give, 1000 at most
     */
    List<String> listGuests(String search, int offset, int limit);

    /** A guest, as JSON; empty if there is none of that id. */
    String findGuest(String userId);

    /** Sends a guest away, all its sockets; its session goes on. Gives whether it had any. */
    boolean disconnectGuest(String userId);

    /** Sends one socket away. Gives whether it was on this node; if not, other nodes have been asked. */
    boolean disconnectSocket(String socketId);

    /** Ends a session, by its id or by that of its user, who is online. Gives whether there was one. */
    boolean endSession(String id);

    /** Closes a room, by its id or by that of a member. Gives whether there was one. */
    boolean closeRoom(String id);

    /** Tells all guests something. Gives how many sockets of this node were told. */
    int broadcastNotice(String message);

    /** Begins to drain this node. Gives whether it did not before. */
    boolean drain();

    /** Lets guests in again. Gives whether it did not before. */
    boolean undrain();

    /** Changes how much is logged of connections: {@code OFF}, {@code WARNING}, {@code INFO} or {@code DEBUG}. */
    void changeConnectionLogLevel(String level);
}
