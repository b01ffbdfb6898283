package foyer.room;

import foyer.stats.StatsBroadcaster;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The conversations of the guests of this node, while they are open. */
final class Conversations {

    private static final System.Logger LOG = System.getLogger("foyer.rooms");

    private final RoomStore store;
    private final Turns turns;
    private final Audience audience;
    private final StatsBroadcaster stats;
    private final Map<Room, Conversation> conversations = new ConcurrentHashMap<>();

    /** By user id, for the relay: what it says is no older than the last event of the room. */
    private final Map<String, Conversation> here = new ConcurrentHashMap<>();

    Conversations(RoomStore store, Turns turns, Audience audience, StatsBroadcaster stats) {
        this.store = store;
        this.turns = turns;
        this.audience = audience;
        this.stats = stats;
    }

    /** The conversation a guest takes part in; asks nobody. */
    Optional<Conversation> of(String userId) {
        return Optional.ofNullable(here.get(userId));
    }

    /**
     * The conversation of a room, and nobody has heard of anything that happened in it before hearing of the room itself: who
     * loses its last socket in the very moment of the match, for one, may be here before the one who found the match. May
     * wait for the store.
     *
     * @return empty if the room is closed
     */
    Optional<Conversation> enter(Room room) {
        Conversation conversation = conversations.computeIfAbsent(room, Conversation::new);
        if (conversation.isOpened()) {
            return Optional.of(conversation);
        }
        // Whoever closes a room has entered it before: if it is still there, its end is told in this conversation.
        if (store.roomOf(room.first().userId()).filter(room::equals).isEmpty()) {
            conversations.remove(room, conversation);
            return Optional.empty();
        }
        turns.await(room.first().userId());
        turns.await(room.second().userId());
        if (conversation.open(() -> announce(conversation))) {
            stats.changed();
            LOG.log(Level.INFO, "room opened id={0}", room.id());
        }
        return Optional.of(conversation);
    }

    private void announce(Conversation conversation) {
        Room room = conversation.room();
        List<Member> members = List.of(room.first(), room.second());
        members.forEach(member -> here.put(member.userId(), conversation));
        members.forEach(
                member -> audience.tell(member.userId(), "user:matched", RoomJson.matched(room, member, false)));
        audience.join(room);
        members.forEach(member -> audience.tell(
                room, "room:user_joined", RoomJson.user(member, member.username() + " has joined the chat")));
    }

    /** The room is closed. */
    void forget(Conversation conversation) {
        Room room = conversation.room();
        here.remove(room.first().userId(), conversation);
        here.remove(room.second().userId(), conversation);
        conversations.remove(room, conversation);
        audience.leave(room);
    }

    void clear() {
        here.clear();
        conversations.clear();
    }

    boolean isEmpty() {
        return here.isEmpty() && conversations.isEmpty();
    }
}
