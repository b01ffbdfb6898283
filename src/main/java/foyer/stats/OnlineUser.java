package foyer.stats;

import foyer.guest.GuestSession;
import foyer.guest.Profile;
import foyer.presence.Presence;

/**
 * What everybody may know of a guest who is online: no session id, no socket id, no device.
 *
 * @param username the name it goes by
 * @param profile what it tells of itself
 * @param presence its presence, with its user id
 */
public record OnlineUser(String username, Profile profile, Presence presence) {

    /** The public part of a session. */
    public static OnlineUser of(GuestSession session, Presence presence) {
        return new OnlineUser(session.username(), session.profile(), presence);
    }
}
