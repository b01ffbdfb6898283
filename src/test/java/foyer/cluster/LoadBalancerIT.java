package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import foyer.testing.NodeScript;
import foyer.testing.RestClient;
import foyer.testing.RestClient.Answer;
import foyer.testing.Visitor;
import foyer.testing.Wire;
import foyer.testing.cluster.FoyerNode;
import foyer.testing.cluster.Guest;
import foyer.testing.cluster.LoadBalancer;
import foyer.testing.cluster.ManyNodes;
import foyer.testing.cluster.TcpProxy;
import foyer.testing.cluster.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The nodes behind the load balancers there are configurations for, and clients that come to the wrong node. */
@ManyNodes
@Tag("cluster")
class LoadBalancerIT {

    private static final int BROWSERS = 12;
    private static final String POLLS = "/socket.io/?EIO=4&transport=polling";

    private final TestCluster cluster;

    LoadBalancerIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void nobodyIsThere() {
        cluster.repair();
        Counts.awaitNobody(cluster);
    }

    /** A request of it that came to another node would end it. */
    @ParameterizedTest
    @EnumSource
    void aBrowserStaysOnItsNodeWhileItPolls(LoadBalancer.Kind kind) {
        try (LoadBalancer balancer = LoadBalancer.required(kind, cluster.nodes())) {
            for (int i = 0; i < BROWSERS; i++) {
                RestClient browser = browser(balancer);
                Visitor visitor = Visitor.arrive(browser);
                try (Wire polling = visitor.polling()) {
                    polling.await("42[\"connection:established\"");
                    for (int j = 0; j < 5; j++) {
                        polling.send("42[\"presence:request_update\"]");
                        polling.await("42[\"presence:update\"");
                    }
                }
                visitor.end();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void webSocketsAreSpreadOverTheNodes(LoadBalancer.Kind kind) {
        try (LoadBalancer balancer = LoadBalancer.required(kind, cluster.nodes())) {
            List<Guest> guests = IntStream.range(0, BROWSERS)
                    .mapToObj(i -> Guest.of(Visitor.arrive(RestClient.of(balancer.url()))))
                    .toList();
            guests.forEach(guest -> guest.await("connection:established"));
            assertThat(guests.stream().map(this::nodeOf).distinct().count()).isGreaterThan(1);
            guests.forEach(guest -> guest.visitor().end());
        }
    }

    /** And what a client says of itself in the headers of proxies is not passed on: a link's origin is the one that is really asked. */
    @ParameterizedTest
    @EnumSource
    void guestsMeetAndSendFilesThroughIt(LoadBalancer.Kind kind) {
        try (LoadBalancer balancer = LoadBalancer.required(kind, cluster.nodes());
                Meeting meeting = Meeting.of(
                        Guest.of(Visitor.arrive(RestClient.of(balancer.url()).with("X-Forwarded-Proto", "https"))),
                        Guest.of(Visitor.arrive(RestClient.of(balancer.url()))))) {
            meeting.talk("through " + kind);
            byte[] nine = new byte[9_000_000];
            Arrays.fill(nine, (byte) 'x');
            Answer upload = meeting.send(nine);
            assertThat(upload.status()).as(upload.text()).isEqualTo(200);
            assertThat((String) upload.data().get("tempUrl"))
                    .startsWith(balancer.url().toString());
            String link = ((String) upload.data().get("tempUrl"))
                    .substring(balancer.url().toString().length() - 1);
            assertThat(RestClient.of(balancer.url()).get(link).text()).hasSize(nine.length);
            assertThat(announce(balancer, 28_000_000)).contains(" 413 ");
            assertThat(RestClient.of(balancer.url()).get("/health/ready").status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenANodeDiesItsGuestsComeBackElsewhere(LoadBalancer.Kind kind) {
        try (LoadBalancer balancer = LoadBalancer.required(kind, cluster.nodes())) {
            Guest atTheFirst = Guest.at(cluster.node(0));
            atTheFirst.await("connection:established");
            List<Guest> guests = IntStream.range(0, BROWSERS)
                    .mapToObj(i -> Guest.of(Visitor.arrive(RestClient.of(balancer.url()))))
                    .toList();
            guests.forEach(guest -> guest.await("connection:established"));
            List<Guest> there = guests.stream()
                    .filter(guest -> nodeOf(guest).equals(nodeOf(atTheFirst)))
                    .toList();
            assertThat(there).isNotEmpty();

            cluster.node(0).kill();
            there.forEach(guest -> guest.awaitEnd(Duration.ofSeconds(10)));
            List<Guest> back = there.stream()
                    .map(guest -> guest.again(RestClient.of(balancer.url())))
                    .toList();
            back.forEach(guest -> guest.await("connection:established"));

            guests.forEach(
                    guest -> guest.visitor().at(RestClient.of(balancer.url())).end());
            atTheFirst.visitor().at(cluster.node(1).rest()).end();
        }
    }

    @Test
    void aPollAtTheWrongNodeIsToldSo() {
        Visitor visitor = Visitor.arrive(cluster.node(0).rest());
        String opened = visitor.rest().get(POLLS).text();
        String sid = opened.substring(opened.indexOf("\"sid\":\"") + 7).replaceFirst("\".*", "");

        Answer answer = cluster.node(1).rest().get(POLLS + "&sid=" + sid);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.envelope())
                .isEqualTo(Map.of(
                        "code",
                        1L,
                        "message",
                        "Session ID unknown: this connection is not of this node. If there are several, the load balancer must"
                                + " be sticky"));
        assertThat(cluster.node(1).log()).contains("requests were for connections that are not of this node");
        visitor.end();
    }

    /** A load balancer that was sticky, until the node went: the stock client opens a new connection, and is the same guest. */
    @Test
    void theStockClientRecoversFromTheWrongNodeByItself() throws Exception {
        FoyerNode first = cluster.node(1);
        FoyerNode second = cluster.node(2);
        try (TcpProxy line = new TcpProxy(first.port())) {
            HttpServer switcher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            switcher.createContext("/", exchange -> {
                line.leadTo(second.port());
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            switcher.start();
            try {
                new NodeScript("wrong-node.test.mjs")
                        .with("FOYER_URL", "http://127.0.0.1:" + line.port())
                        .with(
                                "FOYER_SWITCH",
                                "http://127.0.0.1:" + switcher.getAddress().getPort())
                        .run();
            } finally {
                switcher.stop(0);
            }
        }
    }

    /** The first line of the answer to somebody who only says how much would come. */
    private static String announce(LoadBalancer balancer, int bytes) {
        try (Socket socket = new Socket("127.0.0.1", balancer.url().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /api/files/upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + bytes
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of the node that holds a guest's socket. */
    private String nodeOf(Guest guest) {
        return TestCluster.text(((List<?>) cluster.redis().command("HVALS", "foyer:sockets:" + guest.id())).get(0));
    }

    /** Like a browser it keeps cookies. */
    private static RestClient browser(LoadBalancer balancer) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .cookieHandler(new CookieManager())
                .build();
        return new RestClient(http, RestClient.of(balancer.url()).base(), Map.of());
    }
}
