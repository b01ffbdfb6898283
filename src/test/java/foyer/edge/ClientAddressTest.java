package foyer.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    private final ClientAddress behind = new ClientAddress(List.of("10.0.0.0/8", "192.0.2.1", "fd00::/8"));

    @Test
    void withoutProxiesTheHeadersAreNotBelieved() {
        Caller caller = new ClientAddress()
                .resolve("203.0.113.9", Optional.of("1.2.3.4"), Optional.of("https"), "http", Optional.of("a.example"));

        assertThat(caller).isEqualTo(new Caller("203.0.113.9", "http://a.example"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // peer      | X-Forwarded-For                       | the client
                "203.0.113.9 | 1.2.3.4                               | 203.0.113.9",
                "10.1.2.3    | 1.2.3.4                               | 1.2.3.4",
                "192.0.2.1   | 1.2.3.4                               | 1.2.3.4",
                "192.0.2.2   | 1.2.3.4                               | 192.0.2.2",
                "10.1.2.3    | 6.6.6.6, 1.2.3.4, 10.9.9.9            | 1.2.3.4",
                "10.1.2.3    | 10.7.7.7,10.8.8.8                     | 10.7.7.7",
                "10.1.2.3    | 6.6.6.6, evil                         | 10.1.2.3",
                "10.1.2.3    | evil, 1.2.3.4                         | 1.2.3.4",
                "10.1.2.3    | 1.2.3.4:5678                          | 1.2.3.4",
                "fd00::1     | [2001:db8::7]:443                     | 2001:db8:0:0:0:0:0:7",
                "::ffff:10.1.2.3 | 1.2.3.4                           | 1.2.3.4",
                "10.1.2.3    | localhost                             | 10.1.2.3"
            })
    void theClientIsTheRightmostThatIsNoProxyOfOurs(String peer, String forwardedFor, String client) {
        assertThat(behind.resolve(peer, Optional.of(forwardedFor), Optional.empty(), "http", Optional.empty())
                        .address())
                .isEqualTo(client);
    }

    @Test
    void theSchemeIsTheProxysWord() {
        assertThat(behind.resolve("10.0.0.1", Optional.empty(), Optional.of("https"), "http", Optional.of("a.example"))
                        .ownOrigin())
                .isEqualTo("https://a.example");
        assertThat(behind.resolve("10.0.0.1", Optional.empty(), Optional.of("gopher"), "http", Optional.of("a"))
                        .ownOrigin())
                .isEqualTo("http://a");
        assertThat(behind.resolve("10.0.0.1", Optional.empty(), Optional.of("http,https"), "http", Optional.of("a"))
                        .ownOrigin())
                .isEqualTo("https://a");
    }

    @Test
    void limitsCountIpv6ByNetwork() {
        assertThat(new Caller("2001:db8:1:2:3:4:5:6", "").network()).isEqualTo("2001:db8:1:2:0:0:0:0");
        assertThat(new Caller("2001:db8:1:2:9:9:9:9%eth0", "").network()).isEqualTo("2001:db8:1:2:0:0:0:0");
        assertThat(new Caller("192.0.2.7", "").network()).isEqualTo("192.0.2.7");
        assertThat(new Caller("unknown", "").network()).isEqualTo("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "1.2.3", "300.1.1.1", ""})
    void whatIsNoAddressCannotBeAProxy(String text) {
        assertThatThrownBy(() -> new ClientAddress(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
