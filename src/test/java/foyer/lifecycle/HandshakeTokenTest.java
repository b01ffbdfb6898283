package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.engineio.Handshake;
import foyer.socketio.ConnectError;
import foyer.socketio.ConnectRequest;
import foyer.socketio.Message;
import foyer.socketio.Namespace;
import foyer.socketio.Socket;
import foyer.socketio.SocketHandler;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTokenTest {

    private final HandshakeToken withoutQuery = new HandshakeToken(false);
    private final HandshakeToken withQuery = new HandshakeToken(true);

    @Test
    void authComesFirstThenTheHeaderThenTheQuery() {
        assertThat(withQuery.of(new Asking("{\"token\":\"a\"}", "Bearer h", "q")))
                .isEqualTo("a");
        assertThat(withQuery.of(new Asking("{}", "Bearer h", "q"))).isEqualTo("h");
        assertThat(withQuery.of(new Asking("", "Bearer h", "q"))).isEqualTo("h");
        assertThat(withQuery.of(new Asking("", "", "q"))).isEqualTo("q");
        assertThat(withQuery.of(new Asking("", "", ""))).isEmpty();
    }

    @Test
    void theQueryCountsOnlyWhereTheServerIsToldSo() {
        assertThat(withoutQuery.of(new Asking("", "", "q"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"token\":null}    | h",
                "{\"token\":\"\"}    | h",
                "{\"token\":\"  \"}  | h",
                "{\"other\":\"a\"}   | h",
                "{\"token\":5}       | 5",
                "{\"token\":false}   | false",
                "{\"token\":{}}      | {}",
                "{\"token\":[\"a\"]} | [\"a\"]",
            })
    void whatIsNoTokenIsPassedOverAndWhatIsNoTextIsABadOne(String auth, String token) {
        assertThat(withoutQuery.of(new Asking(auth, "Bearer h", ""))).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"bearer x,x", "BEARER  x ,x", "Basic x,''", "x,''", "Bearer,''"})
    void theSchemeOfTheHeaderIsBearerHoweverItIsWritten(String header, String token) {
        assertThat(withoutQuery.of(new Asking("", header, ""))).isEqualTo(token);
    }

    /** A request with these in the three places; empty for none. */
    private record Asking(String auth, String header, String query) implements ConnectRequest {

        @Override
        public Handshake handshake() {
            return new Handshake(
                    query.isEmpty() ? Map.of() : Map.of("token", query),
                    Optional.of(header).filter(value -> !value.isEmpty()),
                    Optional.empty(),
                    "192.0.2.1",
                    Optional.empty(),
                    Instant.EPOCH);
        }

        @Override
        public Optional<String> authJson() {
            return Optional.of(auth).filter(value -> !value.isEmpty());
        }

        @Override
        public Namespace namespace() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String socketId() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public Optional<Socket> accept(SocketHandler handler, Message... first) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void refuse(ConnectError error) {
            throw new UnsupportedOperationException();
        }
    }
}
