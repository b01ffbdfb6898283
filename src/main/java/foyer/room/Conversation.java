package foyer.room;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A room as this node sees it. What its members here are told is told by one thread at a time, so that all their sockets hear
 * it in one order: first that the room was opened, last that it was closed, and nothing of it afterwards. What comes before the
 * opening waits for it.
 *
 * <p>Telling means to queue packets: no task given to a method here may wait for a store.
 */
final class Conversation {

    private final Room room;
    private final String id;
    private final String since;
    private final Queue<Runnable> early = new ArrayDeque<>(0);
    private boolean opened;
    private boolean closed;

    Conversation(Room room) {
        this.room = room;
        this.id = room.id();
        this.since = StepJson.since(room);
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

    synchronized boolean isOpened() {
        return opened;
    }

    /**
     * Tells the members of the room, unless somebody has, and what has waited for that.
     *
     * @return whether this call did
     */
    synchronized boolean open(Runnable announcement) {
        if (opened || closed) {
            return false;
        }
        opened = true;
        announcement.run();
        early.forEach(Runnable::run);
        early.clear();
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
        if (opened) {
            telling.run();
        } else {
            early.add(telling);
        }
        return true;
    }

    /**
     * Tells the last of the room, unless somebody has.
     *
     * @return whether this call did
     */
    synchronized boolean close(Runnable farewell) {
        if (closed) {
            return false;
        }
        closed = true;
        farewell.run();
        return true;
    }
}
