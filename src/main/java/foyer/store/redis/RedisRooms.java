package foyer.store.redis;

import foyer.cluster.NodeId;
import foyer.room.Absence;
import foyer.room.Exit;
import foyer.room.Room;
import foyer.room.RoomStore;
import foyer.room.SearchOutcome;
import foyer.room.Step;
import foyer.room.StepJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Waiting guests and rooms in Redis. */
final class RedisRooms implements RoomStore {

    /** How many one call matches of those who have waited long; the others have their turn a second later. */
    private static final String MOST_MATCHES = "100";

    /** Letters go out within a millisecond; who waits longer has a Redis in trouble. */
    private static final Duration LAST_WORDS = Duration.ofMillis(250);

    private final RedisGate redis;
    private final RedisBus bus;
    private final Supplier<NodeId> self;
    private final String widenAfter;

    /**
     * @param bus carries what is said in rooms
     * @param self the id of this node, asked at each step
     * @param widenAfter how long a guest waits for a partner of its own language
     */
    RedisRooms(RedisGate redis, RedisBus bus, Supplier<NodeId> self, Duration widenAfter) {
        this.redis = redis;
        this.bus = bus;
        this.self = self;
        this.widenAfter = Long.toString(widenAfter.toMillis());
    }

    @Override
    public SearchOutcome search(String userId) {
        Reply reply = redis.run(Script.SEARCH, node(), userId, widenAfter);
        return switch (reply.text()) {
            case "lost" -> throw RedisLeases.lost();
            case "unreachable" -> new SearchOutcome.Unreachable();
            case "in-room" -> new SearchOutcome.InRoom(RoomReply.optional(reply).orElseThrow());
            case "matched" -> new SearchOutcome.Matched(RoomReply.opened(reply));
            default -> new SearchOutcome.Waiting(reply.flag());
        };
    }

    @Override
    public boolean cancel(String userId) {
        return redis.run(Script.CANCEL, userId).flag();
    }

    @Override
    public List<Step.Opened> matchPatient() {
        return redis.run(Script.MATCH_PATIENT, node(), widenAfter, MOST_MATCHES).each(RoomReply::opened);
    }

    @Override
    public Optional<Room> roomOf(String userId) {
        return RoomReply.optional(redis.run(Script.ROOM_OF, userId));
    }

    @Override
    public List<Step.Opened> roomsOf(List<String> userIds) {
        return redis.run(Script.ROOMS_OF, userIds.toArray(String[]::new)).each(RoomReply::opened);
    }

    @Override
    public Optional<Step.Closed> close(Room room, Exit exit) {
        return close(room, exit, false);
    }

    @Override
    public Optional<Step.Closed> closeIfAway(Room room, Exit exit) {
        return close(room, exit, true);
    }

    @Override
    public List<Absence> overdue(int most) {
        return redis.run(Script.OVERDUE, Integer.toString(most)).each(each -> {
            String userId = each.text();
            return new Absence(RoomReply.optional(each).orElseThrow(), userId);
        });
    }

    @Override
    public void keepMissed(String userId, Room room) {
        redis.run(Script.KEEP_MISSED, node(), userId, RoomReply.json(room));
    }

    @Override
    public void restore(List<Room> rooms, Duration grace) {
        String millis = Long.toString(grace.toMillis());
        redis.runAll(
                Script.ROOM_RESTORE,
                rooms.stream()
                        .map(room -> new String[] {room.id(), RoomReply.json(room), millis})
                        .toList());
    }

    private Optional<Step.Closed> close(Room room, Exit exit, boolean ifAway) {
        // Steps and letters take different connections: what was said in the room is to be heard before its end.
        bus.awaitSent(LAST_WORDS);
        Reply reply = redis.run(
                Script.CLOSE,
                node(),
                room.id(),
                StepJson.since(room),
                exit.userId(),
                exit.reason().wireName(),
                exit.kind().name(),
                flag(exit.cleared()),
                flag(ifAway));
        if (!reply.flag()) {
            return Optional.empty();
        }
        Optional<Instant> lastSeen = reply.optional()
                .filter(time -> !time.isEmpty())
                .map(Long::parseLong)
                .map(Instant::ofEpochMilli);
        return Optional.of(new Step.Closed(room, exit, lastSeen));
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }

    private String node() {
        return self.get().value();
    }
}
