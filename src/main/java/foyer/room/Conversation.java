package foyer.room;

/**
 * A room as this node sees it. What its members are told is told by one thread at a time, so that all their sockets hear
 * it in one order: first that the room was opened, last that it was closed, and nothing of it afterwards.
 *
 * <p>Telling means to queue packets: no task given to a method here may wait for a store.
 */
final class Conversation {

    private final Room room;
    private boolean opened;
    private boolean closed;

    Conversation(Room room) {
        this.room = room;
    }

    Room room() {
        return room;
    }

    synchronized boolean isOpened() {
        return opened;
    }

    /**
     * Tells the members of the room, unless somebody has.
     *
     * @return whether this call did
     */
    synchronized boolean open(Runnable announcement) {
        if (opened) {
            return false;
        }
        opened = true;
        announcement.run();
        return true;
    }

    /**
     * Tells something that happens in the room.
     *
     * @return false if the room is closed; nothing is told then
     */
    synchronized boolean say(Runnable telling) {
        if (closed) {
            return false;
        }
        telling.run();
        return true;
    }

    /** Tells the last of the room. For the one whom the store lets close it. */
    synchronized void close(Runnable farewell) {
        closed = true;
        farewell.run();
    }
}
