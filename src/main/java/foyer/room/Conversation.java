package foyer.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A room as this node sees it. What its members here are told is told by one thread at a time, so that all their sockets hear
 * it in one order: first that the room was opened, last that it was closed, and nothing of it afterwards. What comes before the
 * opening waits for it, the end included.
 *
 * <p>A guest is in one room after another, but news of them may overtake each other: so a conversation is not opened before
 * those are over that its members were in here, and a member who is in a later one already hears nothing of this one.
 *
 * <p>Telling means to queue packets: no task given to a method here may wait for a store.
 */
final class Conversation {

    /** What may wait for the opening; what is beyond that is lost, but for the end. */
    private static final int EARLY = 1000;

    private final Room room;
    private final String id;
    private final String since;
    private final Set<String> listeners;

    // Volatile is what is asked or said by those who hold other locks: whoever tells something here may want these.
    private volatile List<Conversation> before;
    private volatile boolean closed;
    private volatile boolean over;

    private boolean opened;

    // Most conversations are opened at once, and need none of these.
    private List<Runnable> greetings = List.of();
    private List<Runnable> early = List.of();

    /**
     * @param listeners the user ids of the members who hear of it
     * @param before the conversations that are to be over first
     */
    Conversation(Room room, Set<String> listeners, List<Conversation> before) {
        this.room = room;
        this.id = room.id();
        this.since = StepJson.since(room);
        this.listeners = Set.copyOf(listeners);
        this.before = List.copyOf(before);
    }

    Room room() {
        return room;
    }

    /** {@link Room#id}, put together once. */
    String id() {
        return id;
    }

    /** {@link StepJson#since(Room)}, written once. */
    String since() {
        return since;
    }

    /** Those of the two who hear of it. */
    Set<String> listeners() {
        return listeners;
    }

    synchronized boolean isOpened() {
        return opened;
    }

    /** Whether there is nothing more to tell. Never waits. */
    boolean isOver() {
        return over;
    }

    /**
     * Those that are to be over before this one is opened, and are not: of one that was abandoned before it was opened, those before that one.
     * Never waits.
     */
    List<Conversation> before() {
        return before.stream()
                .flatMap(earlier -> earlier.isOver() ? earlier.before().stream() : Stream.of(earlier))
                .distinct()
                .toList();
    }

    /** Tells the members of the room, unless somebody has, and what has waited for that. Those before it are over. */
    synchronized void open(Runnable announcement) {
        if (opened || over) {
            return;
        }
        opened = true;
        before = List.of();
        greetings.forEach(Runnable::run);
        announcement.run();
        early.forEach(Runnable::run);
        greetings = List.of();
        early = List.of();
    }

    /**
     * Tells a newcomer of the room, before anybody else is told anything.
     *
     * @return false if the room is closed; nothing is told then
     */
    synchronized boolean greet(Runnable telling) {
        if (closed) {
            return false;
        }
        if (opened) {
            telling.run();
        } else {
            greetings = with(greetings, telling);
        }
        return true;
    }

    /**
     * Tells something that happens in the room, now or when it has been opened.
     *
     * @return false if the room is closed; nothing is told then
     */
    synchronized boolean say(Runnable telling) {
        if (closed) {
            return false;
        }
        if (opened || early.size() < EARLY) {
            sayNow(telling);
        }
        return true;
    }

    /**
     * The same, if the room has been opened: what is not waited for.
     *
     * @return false if it has not, or is closed
     */
    synchronized boolean sayIfOpen(Runnable telling) {
        if (!opened || closed) {
            return false;
        }
        telling.run();
        return true;
    }

    /**
     * Tells the last of the room, unless somebody has.
     *
     * @return whether this call does
     */
    synchronized boolean close(Runnable farewell) {
        if (closed) {
            return false;
        }
        closed = true;
        sayNow(() -> {
            farewell.run();
            over = true;
        });
        return true;
    }

    /** Nobody here listens any more. Never waits. */
    void abandon() {
        closed = true;
        over = true;
    }

    @Override
    public synchronized String toString() {
        return id + (opened ? " opened" : "") + (closed ? " closed" : "") + (over ? " over" : "") + listeners + before;
    }

    private void sayNow(Runnable telling) {
        if (opened) {
            telling.run();
        } else {
            early = with(early, telling);
        }
    }

    private static List<Runnable> with(List<Runnable> tasks, Runnable task) {
        List<Runnable> more = tasks.isEmpty() ? new ArrayList<>(2) : tasks;
        more.add(task);
        return more;
    }
}
