package foyer.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The conversations that guests of this node take part in, while they are open. None of its methods asks the store. */
final class Conversations {

    private final Turns turns;
    private final Consumer<Conversation> announcement;
    private final Consumer<String> forgotten;
    private final Predicate<String> isResident;
    private final ClosedRooms closed = new ClosedRooms(System::nanoTime);
    private final Map<Room, Conversation> conversations = new ConcurrentHashMap<>();

    /** The latest of each guest, for the relay: what it says is no older than the last event of the room. */
    private final Map<String, Conversation> here = new ConcurrentHashMap<>();

    /** Those that cannot be opened because one before them is not over. */
    private final Set<Conversation> blocked = ConcurrentHashMap.newKeySet();

    /**
     * @param isResident whether a guest has a socket here, or is about to have one
     * @param announcement tells the members here of a room, those who have not heard of it yet
     * @param forgotten is given the user id of each member of a conversation that is not kept any more
     */
    Conversations(
            Turns turns,
            Predicate<String> isResident,
            Consumer<Conversation> announcement,
            Consumer<String> forgotten) {
        this.turns = turns;
        this.isResident = isResident;
        this.announcement = announcement;
        this.forgotten = forgotten;
    }

    /** The conversation a guest takes part in. */
    Optional<Conversation> of(String userId) {
        return Optional.ofNullable(here.get(userId));
    }

    /**
     * The conversation of a room that is open, as far as is known; nobody here may have heard of it yet. Whoever calls this sees to
     * it that it is opened when the turn is over.
     *
     * @return empty if the room was closed in the meantime, or nobody is here to hear of it
     */
    Optional<Conversation> expect(Room room) {
        return Optional.ofNullable(conversations.compute(
                room, (key, known) -> known != null || closed.contains(room) ? known : begin(room)));
    }

    /** One at a time, so that of two rooms of a guest each knows of the other. Gives what the map is to hold: {@code null} for nothing. */
    private synchronized Conversation begin(Room room) {
        List<Conversation> before = new ArrayList<>();
        Set<String> listeners = new HashSet<>();
        for (String userId : room.userIds()) {
            Conversation other = here.get(userId);
            if (other == null || other.room().since().isBefore(room.since())) {
                listeners.add(userId);
                Optional.ofNullable(other).ifPresent(before::add);
            }
        }
        if (listeners.stream().noneMatch(isResident)) {
            return null;
        }
        Conversation conversation = new Conversation(room, listeners, before);
        listeners.forEach(userId -> here.put(userId, conversation));
        return conversation;
    }

    /**
     * Tells of the room, unless somebody has, and as soon as the rooms before it have ended; nobody hears of anything that happened
     * in it before hearing of the room itself. Waits for the turns of both, so the caller holds both or none.
     */
    void open(Conversation conversation) {
        if (conversation.isOpened()) {
            return;
        }
        conversation.room().userIds().forEach(turns::await);
        if (conversation.before().isEmpty()) {
            blocked.remove(conversation);
            conversation.open(() -> announcement.accept(conversation));
        } else {
            blocked.add(conversation);
        }
    }

    /** {@link #inTurnOf(List, Supplier)} with one guest. */
    <T> T inTurnOf(String userId, Supplier<T> step) {
        try {
            return turns.during(userId, step);
        } finally {
            of(userId).ifPresent(this::open);
        }
    }

    /**
     * Takes a step with guests and tells of it; nobody else takes one with them or tells of it meanwhile. What they take part in
     * afterwards is opened, if it can be.
     */
    <T> T inTurnOf(List<String> userIds, Supplier<T> step) {
        try {
            return turns.during(userIds, step);
        } finally {
            userIds.forEach(userId -> of(userId).ifPresent(this::open));
        }
    }

    /** Opens what need not wait any more, and gives those that keep others from being opened. */
    List<Conversation> unblock() {
        blocked.removeIf(Conversation::isOver);
        blocked.stream().filter(waiting -> waiting.before().isEmpty()).forEach(this::open);
        return blocked.stream()
                .flatMap(conversation -> conversation.before().stream())
                .distinct()
                .toList();
    }

    /** The room is closed: it will not be opened again. */
    void end(Conversation conversation) {
        Room room = conversation.room();
        conversations.compute(room, (key, known) -> {
            closed.add(room);
            return null;
        });
        forget(conversation);
    }

    /** Notes that a room was closed of which nobody here needs to hear. */
    void skip(Room room) {
        closed.add(room);
        Optional.ofNullable(conversations.get(room)).ifPresent(this::abandon);
    }

    /**
     * A guest has no socket here any more: forgets its conversations, which go on elsewhere, but those that somebody else here takes
     * part in.
     */
    void leave(String userId) {
        Deque<Conversation> all = new ArrayDeque<>();
        of(userId).ifPresent(all::add);
        while (!all.isEmpty()) {
            Conversation conversation = all.remove();
            all.addAll(conversation.before());
            conversations.computeIfPresent(
                    conversation.room(),
                    (room, known) -> known.listeners().stream().anyMatch(isResident) ? known : abandoned(known));
        }
    }

    private void abandon(Conversation conversation) {
        conversations.computeIfPresent(conversation.room(), (room, known) -> abandoned(known));
    }

    private Conversation abandoned(Conversation conversation) {
        conversation.abandon();
        forget(conversation);
        return null;
    }

    private void forget(Conversation conversation) {
        List<String> members = conversation.room().userIds();
        unlink(conversation, members);
        members.forEach(forgotten);
    }

    /**
     * The latest conversation of a member is then the one before, if that is not over: somebody else here listens to it, and when the member
     * comes back, the next one must wait for it. Not while another one begins, which looks for those before it.
     */
    private synchronized void unlink(Conversation conversation, List<String> members) {
        for (String userId : members) {
            here.computeIfPresent(
                    userId, (id, latest) -> latest == conversation ? before(conversation, userId) : latest);
        }
    }

    /** Gives what the map is to hold: {@code null} for nothing. */
    private static Conversation before(Conversation conversation, String userId) {
        return conversation.before().stream()
                .filter(earlier -> earlier.listeners().contains(userId))
                .max(Comparator.comparing(earlier -> earlier.room().since()))
                .orElse(null);
    }

    /** Those there are now. */
    List<Conversation> all() {
        return List.copyOf(conversations.values());
    }

    void forgetOld() {
        closed.forgetOld();
    }

    void clear() {
        all().forEach(this::abandon);
        blocked.clear();
    }

    boolean isEmpty() {
        return here.isEmpty() && conversations.isEmpty();
    }

    @Override
    public String toString() {
        return conversations.values() + "/" + here.size() + "/" + blocked.size();
    }
}
