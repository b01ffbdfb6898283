package foyer.room;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The store of rooms, for tests that do something between its steps. */
public class RoomsDecorator implements RoomStore {

    private final RoomStore store;

    public RoomsDecorator(RoomStore store) {
        this.store = store;
    }

    @Override
    public SearchOutcome search(String userId) {
        return store.search(userId);
    }

    @Override
    public boolean cancel(String userId) {
        return store.cancel(userId);
    }

    @Override
    public List<Step.Opened> matchPatient() {
        return store.matchPatient();
    }

    @Override
    public Optional<Room> roomOf(String userId) {
        return store.roomOf(userId);
    }

    @Override
    public List<Step.Opened> roomsOf(List<String> userIds) {
        return store.roomsOf(userIds);
    }

    @Override
    public Optional<Step.Closed> close(Room room, Exit exit) {
        return store.close(room, exit);
    }

    @Override
    public Optional<Step.Closed> closeIfAway(Room room, Exit exit) {
        return store.closeIfAway(room, exit);
    }

    @Override
    public List<Absence> overdue(int most) {
        return store.overdue(most);
    }

    @Override
    public void keepMissed(String userId, Room room) {
        store.keepMissed(userId, room);
    }

    @Override
    public void restore(List<Room> rooms, Duration grace) {
        store.restore(rooms, grace);
    }
}
