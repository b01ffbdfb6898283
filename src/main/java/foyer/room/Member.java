package foyer.room;

import foyer.guest.GuestSession;
import foyer.guest.Profile;

/** One of the two in a room: what the other may know of it. */
public record Member(String userId, String username, Profile profile) {

    /** The public part of a session. */
    public static Member of(GuestSession session) {
        return new Member(session.userId(), session.username(), session.profile());
    }
}
