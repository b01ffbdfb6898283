package foyer.store.redis;

import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import foyer.cluster.Whereabouts;
import foyer.rest.Json;
import foyer.room.CurrentRoom;
import foyer.room.Room;
import foyer.room.Step;
import foyer.room.StepJson;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rooms, and where their members are, as the scripts give them. A room is kept as {@link StepJson} writes it. */
final class RoomReply {

    private RoomReply() {}

    /** The next part, which is a room or empty. */
    static Optional<Room> optional(Reply reply) {
        return reply.optional().filter(json -> !json.isEmpty()).map(RoomReply::parse);
    }

    /** The next four parts: the room a guest is in, whether it is back, the partner's places; or four times nothing. */
    static Optional<CurrentRoom> current(Reply reply) {
        Optional<Room> room = optional(reply);
        if (room.isEmpty()) {
            for (int i = 0; i < 3; i++) {
                reply.optional();
            }
            return Optional.empty();
        }
        return Optional.of(new CurrentRoom(room.get(), reply.flag(), places(reply)));
    }

    /** The next two parts: a version, and nodes. */
    static Whereabouts places(Reply reply) {
        long version = reply.number();
        return new Whereabouts(
                version,
                Arrays.stream(reply.text().split(" "))
                        .filter(node -> !node.isEmpty())
                        .map(NodeId::new)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The next part: the body of the letter that tells of a room's opening. */
    static Step.Opened opened(Reply reply) {
        return (Step.Opened) StepJson.read(new Letter(Step.Opened.KIND, "", reply.text()));
    }

    /** As the scripts are to keep it. */
    static String json(Room room) {
        return StepJson.of(room).toString();
    }

    private static Room parse(String json) {
        return StepJson.room(Json.parse(json));
    }
}
