package foyer.room;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The conversations that guests of this node take part in, while they are open. None of its methods asks the store.
 */
final class Conversations {

    private final Turns turns;
    private final Consumer<Conversation> announcement;
    private final ClosedRooms closed = new ClosedRooms(System::nanoTime);
    private final Map<Room, Conversation> conversations = new ConcurrentHashMap<>();

    /** By user id, for the relay: what it says is no older than the last event of the room. */
    private final Map<String, Conversation> here = new ConcurrentHashMap<>();

    /** @param announcement tells the members here of a room, those who have not heard of it yet */
    Conversations(Turns turns, Consumer<Conversation> announcement) {
        this.turns = turns;
        this.announcement = announcement;
    }

    /** The conversation a guest takes part in. */
    Optional<Conversation> of(String userId) {
        return Optional.ofNullable(here.get(userId));
    }

    /**
     * The conversation of a room that is open, as far as is known; nobody here may have heard of it yet. Whoever calls this sees to
     * it that it is opened when the turn is over.
     *
     * @return empty if the room was closed in the meantime
     */
    Optional<Conversation> expect(Room room) {
        Conversation conversation = conversations.compute(
                room, (key, known) -> known != null || closed.contains(room) ? known : begin(room));
        return Optional.ofNullable(conversation);
    }

    private Conversation begin(Room room) {
        Conversation conversation = new Conversation(room);
        members(room).forEach(userId -> here.put(userId, conversation));
        return conversation;
    }

    /**
     * Tells of the room, unless somebody has; and nobody hears of anything that happened in it before hearing of the room itself.
     * Waits for the turns of both, so the caller holds both or none.
     */
    void open(Conversation conversation) {
        if (!conversation.isOpened()) {
            members(conversation.room()).forEach(turns::await);
            conversation.open(() -> announcement.accept(conversation));
        }
    }

    /** The room is closed: it will not be opened again. */
    void end(Conversation conversation) {
        Room room = conversation.room();
        conversations.compute(room, (key, known) -> {
            closed.add(room);
            return null;
        });
        members(room).forEach(userId -> here.remove(userId, conversation));
    }

    /**
     * Forgets a conversation that goes on elsewhere, unless somebody here takes part in it after all.
     *
     * @param concerns asked while nobody can join it; must not wait
     */
    void dropUnless(Conversation conversation, BooleanSupplier concerns) {
        conversations.computeIfPresent(conversation.room(), (room, known) -> {
            if (concerns.getAsBoolean()) {
                return known;
            }
            members(room).forEach(userId -> here.remove(userId, known));
            return null;
        });
    }

    /** Those there are now. */
    List<Conversation> all() {
        return List.copyOf(conversations.values());
    }

    void forgetOld() {
        closed.forgetOld();
    }

    void clear() {
        here.clear();
        conversations.clear();
    }

    boolean isEmpty() {
        return here.isEmpty() && conversations.isEmpty();
    }

    private static List<String> members(Room room) {
        return List.of(room.first().userId(), room.second().userId());
    }
}
