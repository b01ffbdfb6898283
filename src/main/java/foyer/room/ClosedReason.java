package foyer.room;

import java.util.Locale;

/** Why a room was closed, as {@code room:closed} says it. */
public enum ClosedReason {
    /** The other one disconnected, or was lost and did not come back in time. */
    USER_DISCONNECTED,
    /** Told on coming back: the partner has gone in the meantime. */
    PARTNER_OFFLINE,
    /** The other one left the room, or ended its session. */
    USER_LEFT,
    /** The other one's token or session expired. */
    SESSION_EXPIRED,
    /** An administrator closed it. */
    ADMIN;

    /** The word on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
