package foyer.room;

import foyer.presence.Presence;
import foyer.socketio.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    void opened(Conversation conversation) {
        Room room = conversation.room();
        List<Member> members = List.of(room.first(), room.second());
        for (Member member : listening(conversation)) {
            for (Socket socket : audience.join(room, member.userId())) {
                socket.emit("user:matched", RoomJson.matched(room, member, false));
                members.forEach(each ->
                        socket.emit("room:user_joined", RoomJson.user(each, each.username() + " has joined the chat")));
            }
        }
    }

    /** To one socket, which has come into a room that is open. */
    void resumed(Room room, String userId, Socket socket) {
        socket.join(room.id());
        socket.emit("user:matched", RoomJson.matched(room, room.member(userId), true));
    }

    void away(Conversation conversation, String userId, Duration grace) {
        Room room = conversation.room();
        tell(
                conversation,
                room.partnerOf(userId).userId(),
                "room:partner_away",
                RoomJson.away(room.member(userId), grace.toMillis()));
    }

    void back(Conversation conversation, String userId) {
        Member back = conversation.room().member(userId);
        String partner = conversation.room().partnerOf(userId).userId();
        tell(conversation, partner, "room:partner_back", RoomJson.user(back));
        Presence presence = new Presence(userId, true, false, Optional.of(partner), clock.instant());
        tell(conversation, partner, "presence:user_online", RoomJson.presence(presence, back.username()));
    }

    void closed(Conversation conversation, Step.Closed closed) {
        Room room = closed.room();
        Exit exit = closed.exit();
        Member leaver = room.member(exit.userId());
        String partner = room.partnerOf(exit.userId()).userId();
        if (exit.cleared()) {
            tell(conversation, partner, "chat:cleared", RoomJson.cleared(leaver, exit.reason()));
            tell(conversation, leaver.userId(), "chat:clear:confirmed", RoomJson.message("The chat was cleared"));
        }
        if (exit.kind() == Exit.Kind.LOST && exit.reason() == ClosedReason.ADMIN) {
            // Neither of the two has left.
            tell(conversation, partner, "room:closed", RoomJson.closed(leaver, exit.reason()));
            tell(conversation, leaver.userId(), "room:closed", RoomJson.closed(room.member(partner), exit.reason()));
        } else {
            left(conversation, leaver, partner, exit);
        }
        closed.offlineSince()
                .map(since -> new Presence(leaver.userId(), false, false, Optional.empty(), since))
                .ifPresent(presence -> tell(
                        conversation,
                        partner,
                        "presence:user_offline",
                        RoomJson.presence(presence, leaver.username())));
    }

    private void left(Conversation conversation, Member leaver, String partner, Exit exit) {
        String left = RoomJson.user(leaver, leaver.username() + " has left the chat");
        tell(conversation, leaver.userId(), "room:user_left", left);
        tell(conversation, partner, "room:user_left", left);
        tell(conversation, partner, "room:closed", RoomJson.closed(leaver, exit.reason()));
        if (exit.kind() != Exit.Kind.LEFT) {
            // Back, but too late.
            missed(conversation, leaver.userId());
        }
    }

    /** To those who did not hear how their room was closed. */
    void lost(Conversation conversation) {
        listening(conversation).forEach(member -> missed(conversation, member.userId()));
    }

    /** To one socket, of a guest who was not there when its room was closed. */
    void missed(Room room, String userId, Socket socket) {
        socket.emit("room:closed", RoomJson.partnerGone(room, userId));
    }

    private void missed(Conversation conversation, String userId) {
        tell(conversation, userId, "room:closed", RoomJson.partnerGone(conversation.room(), userId));
    }

    private void tell(Conversation conversation, String userId, String event, String json) {
        if (conversation.listeners().contains(userId)) {
            audience.tellHere(conversation, userId, event, json);
        }
    }

    private static List<Member> listening(Conversation conversation) {
        return Stream.of(conversation.room().first(), conversation.room().second())
                .filter(member -> conversation.listeners().contains(member.userId()))
                .toList();
    }
}
