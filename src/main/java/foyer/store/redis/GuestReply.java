package foyer.store.redis;

import foyer.guest.GuestSession;
import foyer.guest.Profile;
import foyer.presence.Presence;
import foyer.stats.OnlineUser;
import java.util.Optional;

/** A guest, as {@code addGuest} of {@code common.lua} gives it. */
record GuestReply(GuestSession session, Presence presence) {

    /** Reads the next guest. */
    static GuestReply read(Reply reply) {
        String sessionId = reply.text();
        String userId = reply.text();
        GuestSession session = new GuestSession(
                sessionId,
                userId,
                reply.text(),
                new Profile(reply.optional(), reply.optional(), reply.optional()),
                reply.optional(),
                reply.millis(),
                reply.millis());
        Presence presence = new Presence(userId, reply.flag(), reply.flag(), reply.optional(), reply.millis());
        return new GuestReply(session, presence);
    }

    /** Reads the only guest of a reply; empty when there is none. */
    static Optional<GuestReply> readOptional(Reply reply) {
        return reply.isAtEnd() ? Optional.empty() : Optional.of(read(reply));
    }

    OnlineUser onlineUser() {
        return OnlineUser.of(session, presence);
    }
}
