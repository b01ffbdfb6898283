package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.engineio.CloseReason;
import foyer.socketio.SocketIoCloseReason;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DisconnectReasonTest {

    static List<CloseReason> reasonsOfTheLayersBelow() {
        return Stream.of(CloseReason.class, SocketIoCloseReason.class)
                .flatMap(type -> Arrays.stream(type.getFields()))
                .filter(field -> field.getType() == CloseReason.class)
                .map(DisconnectReasonTest::value)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("reasonsOfTheLayersBelow")
    void everyReasonOfTheLayersBelowIsInTheCatalogue(CloseReason reason) {
        assertThat(DisconnectReason.of(reason).closeReason()).isEqualTo(reason);
    }

    @Test
    void theReasonsOfTheLayersBelowAreFound() {
        assertThat(reasonsOfTheLayersBelow()).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    }

    @Test
    void aReasonNobodyHasHeardOfIsAFaultOfTheServer() {
        assertThat(DisconnectReason.of(new CloseReason("the weather"))).isEqualTo(DisconnectReason.FORCED_CLOSE);
    }

    /** The stock client comes back after a closed transport, and whoever may come back has time to. */
    @Test
    void whoComesBackHasGraceAndWhoWasSentAwayHasNone() {
        for (DisconnectReason reason : DisconnectReason.values()) {
            assertThat(reason.hasGrace()).as(reason.name()).isEqualTo(reason.clientComesBack());
            assertThat(reason).hasToString(reason.closeReason().text());
        }
        assertThat(Arrays.stream(DisconnectReason.values()).filter(reason -> !reason.hasGrace()))
                .containsExactlyInAnyOrder(
                        DisconnectReason.CLIENT_NAMESPACE_DISCONNECT,
                        DisconnectReason.SERVER_NAMESPACE_DISCONNECT,
                        DisconnectReason.SESSION_ENDED,
                        DisconnectReason.KICKED,
                        DisconnectReason.ADMIN);
    }

    private static CloseReason value(Field field) {
        try {
            return (CloseReason) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
