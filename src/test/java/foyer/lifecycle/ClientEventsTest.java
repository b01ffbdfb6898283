package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientEventsTest {

    @ParameterizedTest
    @CsvSource({
        "user:match,user:match:error",
        "user:match:cancel,user:match:cancel:error",
        "get:stats,realtime:stats:error",
        "stats:request,realtime:stats:error",
        "chat:message,chat:error",
        "chat:typing:start,chat:error",
        "chat:clear,chat:error",
        "leave-room,chat:error",
        "close-room,chat:error",
        "webrtc:offer,webrtc:error",
        "webrtc:call-end,webrtc:error",
        "guest:update,error",
        "presence:heartbeat,error",
        "auth:refresh,error",
        "users:online:request,error",
        "user:matching,error",
        "chatter,error",
        "__proto__,error",
        "'',error",
    })
    void eachEventIsRefusedWithTheErrorOfItsFamily(String event, String error) {
        assertThat(ClientEvents.errorEvent(event)).isEqualTo(error);
    }

    @Test
    void anEventHasOneHandler() {
        ClientEvents events = new ClientEvents(new Measures(Timings.NONE)).on("a", (guest, event, ack) -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> events.on("a", (guest, event, ack) -> {}))
                .withMessageContaining("a");
    }
}
