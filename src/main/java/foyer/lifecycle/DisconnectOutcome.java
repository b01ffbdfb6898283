package foyer.lifecycle;

/** What the closing of a socket meant for its guest. */
public enum DisconnectOutcome {

    /** The socket was not registered, or somebody else was told of its end: there is nothing to do. */
    NOT_REGISTERED,

    /** The guest has other sockets and stays online. */
    STILL_ONLINE,

    /** It was the guest's last socket: the guest went offline just now, and this caller does the clean-up. */
    LAST
}
