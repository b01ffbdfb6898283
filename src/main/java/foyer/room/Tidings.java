package foyer.room;

import foyer.presence.Presence;
import foyer.socketio.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the members of a room are told of its life, those of their sockets that are on this node; other nodes tell the others.
 * Called in the conversation of the room.
 */
final class Tidings {

    private final Audience audience;
    private final Clock clock;

    Tidings(Audience audience, Clock clock) {
        this.audience = audience;
        this.clock = clock;
    }

    /** The room was opened; those who know of it already are not told again. */
    void opened(Room room) {
        for (Member member : members(room)) {
            for (Socket socket : audience.join(room, member.userId())) {
                socket.emit("user:matched", RoomJson.matched(room, member, false));
                members(room)
                        .forEach(each -> socket.emit(
                                "room:user_joined", RoomJson.user(each, each.username() + " has joined the chat")));
            }
        }
    }

    /** To one socket, which has come into a room that is open. */
    void resumed(Room room, String userId, Socket socket) {
        socket.join(room.id());
        socket.emit("user:matched", RoomJson.matched(room, room.member(userId), true));
    }

    void away(Room room, String userId, Duration grace) {
        audience.tellHere(
                room.partnerOf(userId).userId(),
                "room:partner_away",
                RoomJson.away(room.member(userId), grace.toMillis()));
    }

    void back(Room room, String userId) {
        Member back = room.member(userId);
        String partner = room.partnerOf(userId).userId();
        audience.tellHere(partner, "room:partner_back", RoomJson.user(back));
        Presence presence = new Presence(userId, true, false, Optional.of(partner), clock.instant());
        audience.tellHere(partner, "presence:user_online", RoomJson.presence(presence, back.username()));
    }

    void closed(Step.Closed closed) {
        Room room = closed.room();
        Exit exit = closed.exit();
        Member leaver = room.member(exit.userId());
        String partner = room.partnerOf(exit.userId()).userId();
        if (exit.cleared()) {
            audience.tellHere(partner, "chat:cleared", RoomJson.cleared(leaver, exit.reason()));
            audience.tellHere(leaver.userId(), "chat:clear:confirmed", RoomJson.message("The chat was cleared"));
        }
        if (exit.kind() == Exit.Kind.LOST && exit.reason() == ClosedReason.ADMIN) {
            // Neither of the two has left.
            audience.tellHere(partner, "room:closed", RoomJson.closed(leaver, exit.reason()));
            audience.tellHere(leaver.userId(), "room:closed", RoomJson.closed(room.member(partner), exit.reason()));
        } else {
            left(room, leaver, partner, exit);
        }
        closed.offlineSince()
                .map(since -> new Presence(leaver.userId(), false, false, Optional.empty(), since))
                .ifPresent(presence -> audience.tellHere(
                        partner, "presence:user_offline", RoomJson.presence(presence, leaver.username())));
    }

    private void left(Room room, Member leaver, String partner, Exit exit) {
        audience.tellHere(room, "room:user_left", RoomJson.user(leaver, leaver.username() + " has left the chat"));
        audience.tellHere(partner, "room:closed", RoomJson.closed(leaver, exit.reason()));
        if (exit.kind() != Exit.Kind.LEFT) {
            // Back, but too late.
            missed(room, leaver.userId());
        }
    }

    /** To one who was not there when the room was closed, or did not hear of it. */
    void missed(Room room, String userId) {
        audience.tellHere(userId, "room:closed", RoomJson.partnerGone(room, userId));
    }

    /** The same to one socket. */
    void missed(Room room, String userId, Socket socket) {
        socket.emit("room:closed", RoomJson.partnerGone(room, userId));
    }

    private static List<Member> members(Room room) {
        return List.of(room.first(), room.second());
    }
}
