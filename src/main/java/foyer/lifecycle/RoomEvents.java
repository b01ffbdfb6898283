package foyer.lifecycle;

import foyer.room.Leaving;
import foyer.room.Matching;
import foyer.room.Relay;

/** The events that have to do with a partner (contract section 3), and who carries them out. */
final class RoomEvents {

    private final Matching matching;
    private final Leaving leaving;
    private final Relay relay;

    RoomEvents(Matching matching, Leaving leaving, Relay relay) {
        this.matching = matching;
        this.leaving = leaving;
        this.relay = relay;
    }

    void addTo(ClientEvents events) {
        events.on("user:match", matching::search)
                .on("user:match:cancel", matching::cancel)
                .on("chat:clear", leaving::clear)
                .on("leave-room", leaving::leave)
                .on("close-room", leaving::leave)
                .onSwift("chat:message", relay::message)
                .onSwift("chat:message:delivered", relay::delivered)
                .onSwift("chat:typing:start", relay::typing)
                .onSwift("chat:typing:stop", relay::typing)
                .onSwift("webrtc:offer", relay::offer)
                .onSwift("webrtc:answer", relay::answer)
                .onSwift("webrtc:ice-candidate", relay::candidate)
                .onSwift("webrtc:call-end", relay::endCall)
                .onSwift("webrtc:call-reject", relay::endCall)
                .onSwift("webrtc:call-timeout", relay::endCall);
    }
}
