package foyer.room;

import foyer.cluster.Letter;
import foyer.cluster.Letters;
import foyer.cluster.Places;
import java.util.List;
import java.util.Optional;

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
            rooms.closed(closed);
        } else if (step instanceof Step.Here here) {
            here(here);
        } else if (step instanceof Step.Gone gone) {
            gone(gone);
        }
    }

    private void here(Step.Here here) {
        inTurn(here.userId(), here.room(), () -> {
            places.learn(here.userId(), here.places());
            here.room().flatMap(conversations::expect).ifPresent(conversation -> {
                conversations.open(conversation);
                if (here.back()) {
                    rooms.back(conversation, here.userId());
                }
            });
        });
    }

    private void gone(Step.Gone gone) {
        inTurn(gone.userId(), gone.room(), () -> {
            places.learn(gone.userId(), gone.places());
            gone.room().flatMap(conversations::expect).ifPresent(conversation -> {
                conversations.open(conversation);
                if (gone.away() && !gone.grace().isZero()) {
                    conversation.say(() -> rooms.tidings().away(conversation.room(), gone.userId(), gone.grace()));
                }
            });
        });
    }

    /** In the turns of those concerned, if this is any of our business (still). */
    private void inTurn(String userId, Optional<Room> room, Runnable handling) {
        List<String> concerned = room.map(
                        open -> List.of(open.first().userId(), open.second().userId()))
                .orElse(List.of(userId));
        rooms.turns().during(concerned, () -> {
            if (concerned.stream().anyMatch(rooms::isResident)) {
                handling.run();
            }
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
                        .ifPresent(open -> open.say(() -> rooms.audience().pass(tell)));
            }
        });
    }
}
