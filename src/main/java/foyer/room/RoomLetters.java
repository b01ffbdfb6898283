package foyer.room;

import foyer.cluster.Letter;
import foyer.cluster.Letters;
import foyer.cluster.Places;
import foyer.cluster.Whereabouts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What other nodes say of guests and rooms that matter here, and what is made of it. */
public final class RoomLetters {

    private final Rooms rooms;
    private final Conversations conversations;
    private final Places places;

    public RoomLetters(Rooms rooms, Places places) {
        this.rooms = rooms;
        this.conversations = rooms.conversations();
        this.places = places;
    }

    /** Listens; to be called once, before letters come. */
    public void addTo(Letters letters) {
        letters.on(Step.Opened.KIND, this::step)
                .on(Step.Closed.KIND, this::step)
                .on(Step.Here.KIND, this::step)
                .on(Step.Gone.KIND, this::step)
                .onSwift(Tell.KIND, this::tell);
    }

    private void step(Letter letter) {
        Step step = StepJson.read(letter);
        if (step instanceof Step.Opened opened) {
            rooms.opened(opened);
        } else if (step instanceof Step.Closed closed) {
            rooms.closing().closed(closed);
        } else if (step instanceof Step.Here here) {
            here(here);
        } else if (step instanceof Step.Gone gone) {
            gone(gone);
        }
    }

    private void here(Step.Here here) {
        inTurn(here.userId(), here.room(), here.places(), conversation -> {
            if (here.back()) {
                rooms.back(conversation, here.userId());
            }
        });
    }

    private void gone(Step.Gone gone) {
        inTurn(gone.userId(), gone.room(), gone.places(), conversation -> {
            if (gone.away() && !gone.grace().isZero()) {
                conversation.say(() -> rooms.tidings().away(conversation, gone.userId(), gone.grace()));
            }
        });
    }

    /**
     * Learns where a guest is, and what that means in the room it is in; in the turns of those concerned, if it is any business of
     * this node (still).
     */
    private void inTurn(String userId, Optional<Room> room, Whereabouts news, Consumer<Conversation> handling) {
        List<String> concerned = room.map(
                        open -> List.of(open.first().userId(), open.second().userId()))
                .orElse(List.of(userId));
        rooms.turns().during(concerned, () -> {
            Optional<Conversation> conversation = room.flatMap(conversations::expect);
            if (conversation.isPresent() || rooms.isResident(userId)) {
                places.learn(userId, news);
            }
            conversation.ifPresent(open -> {
                conversations.open(open);
                handling.accept(open);
            });
            return userId;
        });
    }

    /** Dropped where the conversation is not open (any more); what concerns no room, where the guest is in one. */
    private void tell(Letter letter) {
        Tell.read(letter).ifPresent(tell -> {
            Optional<Conversation> conversation = conversations.of(tell.to());
            if (tell.since().isEmpty() && conversation.isEmpty()) {
                rooms.audience().pass(tell);
            } else if (tell.since().isPresent()) {
                conversation
                        .filter(open -> open.since().equals(tell.since().get()))
                        .ifPresent(open -> open.say(() -> rooms.audience().pass(open, tell)));
            }
        });
    }
}
