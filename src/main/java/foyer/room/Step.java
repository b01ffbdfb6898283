package foyer.room;

import foyer.cluster.Letter;
import foyer.cluster.Whereabouts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A step of the store that other nodes must hear of. The store sends it, in the same atomic step, to every other node that holds a
 * socket of a guest concerned, as {@link #letter} has it; {@link StepJson} is the form of the body.
 *
 * <p>Which steps: {@link Opened} is sent by {@link RoomStore#search} and {@link RoomStore#matchPatient}, {@link Closed} by
 * {@link RoomStore#close} and {@link RoomStore#closeIfAway}, {@link Here} by a connect and {@link Gone} by a disconnect, the
 * end of a session and the taking over of a dead node. Concerned are both members of the room, or the guest alone when it is in none.
 */
public sealed interface Step {

    /** The kind of the letter, and the name of the step. */
    String kind();

    /** The id of the room, or of the guest when no room is concerned. */
    String lane();

    /** As it is sent. */
    default Letter letter() {
        return new Letter(kind(), lane(), StepJson.write(this));
    }

    /** Two guests were matched. */
    record Opened(Room room, Map<String, Whereabouts> places) implements Step {

        public static final String KIND = "opened";

        public Opened {
            places = Map.copyOf(places);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String lane() {
            return room.id();
        }
    }

    /**
     * A room was closed.
     *
     * @param offlineSince when the one whose doing it is was last seen, if it has no socket
     */
    record Closed(Room room, Exit exit, Optional<Instant> offlineSince) implements Step {

        public static final String KIND = "closed";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String lane() {
            return room.id();
        }
    }

    /**
     * A guest has a socket on one more node.
     *
     * @param places where it has sockets now
     * @param room the room it is in
     * @param back whether it was away from that room until now
     */
    record Here(String userId, Whereabouts places, Optional<Room> room, boolean back) implements Step {

        public static final String KIND = "here";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String lane() {
            return room.map(Room::id).orElse(userId);
        }
    }

    /**
     * A guest has no socket on a node any more.
     *
     * @param places where it still has sockets
     * @param room the room it is in
     * @param away whether it is away from that room from now on: it was its last socket
     * @param grace how long it has to come back; zero if the room is about to be closed
     */
    record Gone(String userId, Whereabouts places, Optional<Room> room, boolean away, Duration grace) implements Step {

        public static final String KIND = "gone";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String lane() {
            return room.map(Room::id).orElse(userId);
        }
    }
}
