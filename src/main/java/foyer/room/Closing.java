package foyer.room;

import foyer.cluster.StoreUnavailableException;
import foyer.log.EventLog;
import foyer.stats.StatsBroadcaster;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The ways in which a room ends: by a step of this node, by one of another node, or unnoticed. */
final class Closing {

    private static final System.Logger LOG = System.getLogger("foyer.rooms");
    private static final EventLog EVENTS = new EventLog("foyer.rooms");

    private final RoomStore store;
    private final Conversations conversations;
    private final Audience audience;
    private final Tidings tidings;
    private final Absences absences;
    private final Predicate<String> isResident;
    private final Consumer<Room> cleanUp;
    private final StatsBroadcaster stats;
    private final Clock clock;

    /**
     * @param isResident whether a guest has a socket that is registered here
     * @param cleanUp removes what else belongs to a room that was closed; called once for each, by the node that closed it
     */
    Closing(
            RoomStore store,
            Conversations conversations,
            Audience audience,
            Tidings tidings,
            Absences absences,
            Predicate<String> isResident,
            Consumer<Room> cleanUp,
            StatsBroadcaster stats,
            Clock clock) {
        this.store = store;
        this.conversations = conversations;
        this.audience = audience;
        this.tidings = tidings;
        this.absences = absences;
        this.isResident = isResident;
        this.cleanUp = cleanUp;
        this.stats = stats;
        this.clock = clock;
    }

    /** The room a guest is in, wherever the guest is. */
    Optional<Room> find(String userId) {
        return store.roomOf(userId);
    }

    /** Gives whether this call closed the room. */
    boolean close(Room room, Exit exit) {
        return close(room, () -> store.close(room, exit));
    }

    /** The same, if the guest is away and its time is over. */
    boolean closeIfAway(Room room, Exit exit) {
        return close(room, () -> store.closeIfAway(room, exit));
    }

    private boolean close(Room room, Supplier<Optional<Step.Closed>> step) {
        Optional<Step.Closed> closed = conversations.inTurnOf(room.userIds(), () -> {
            Optional<Step.Closed> taken = step.get();
            taken.ifPresent(this::tell);
            // Before the same two can meet again: what belongs to that room is another's.
            taken.ifPresent(done -> cleanUp.accept(room));
            return taken;
        });
        closed.ifPresent(done -> {
            stats.changed();
            long durationMs = clock.millis() - room.since().toEpochMilli();
            EVENTS.info(
                    () -> "room closed id=" + room.id() + " by=" + done.exit().userId() + " reason="
                            + done.exit().reason().wireName() + " durationMs=" + durationMs);
        });
        return closed.isPresent();
    }

    /** Another node has closed a room. */
    void closed(Step.Closed closed) {
        conversations.inTurnOf(closed.room().userIds(), () -> {
            tell(closed);
            return closed;
        });
    }

    /**
     * Closes a conversation if its room was closed and nobody has told: what the members are told then is that the other one has gone.
     *
     * @return whether that was so
     */
    boolean closeIfGone(Conversation conversation) {
        Room room = conversation.room();
        return conversations.inTurnOf(room.userIds(), () -> {
            if (store.roomOf(room.first().userId()).filter(room::equals).isPresent()) {
                return false;
            }
            room.userIds().forEach(absences::end);
            conversations.open(conversation);
            return conversation.close(() -> {
                tidings.lost(conversation);
                end(conversation);
            });
        });
    }

    /**
     * Looks after conversations that keep others from being opened: the news that they have ended should have come, and perhaps will
     * not.
     */
    void unblock() {
        conversations.unblock().forEach(this::closeIfGone);
    }

    /** In the turns of both. */
    private void tell(Step.Closed closed) {
        Room room = closed.room();
        room.userIds().forEach(absences::end);
        Optional<Conversation> conversation = conversations.expect(room);
        conversation.ifPresent(conversations::open);
        conversation.ifPresent(last -> last.close(() -> {
            tidings.closed(last, closed);
            end(last);
        }));
        if (conversation.isEmpty()) {
            conversations.skip(room);
        }
        String leaver = closed.exit().userId();
        tellLaterUnlessHere(room, room.partnerOf(leaver).userId());
        if (closed.exit().kind() == Exit.Kind.LOST) {
            tellLaterUnlessHere(room, leaver);
        }
    }

    private void end(Conversation conversation) {
        conversations.end(conversation);
        audience.leave(conversation);
    }

    /** Its socket is registered here, so the store has left it to this node to tell it; but its line is dead already. */
    private void tellLaterUnlessHere(Room room, String userId) {
        if (isResident.test(userId) && !audience.isHere(userId)) {
            try {
                store.keepMissed(userId, room);
            } catch (StoreUnavailableException e) {
                LOG.log(Level.DEBUG, "A guest will not be told that its room was closed", e);
            }
        }
    }
}
