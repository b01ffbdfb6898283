package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import foyer.testing.FoyerArchive;
import foyer.testing.PollingWire;
import foyer.testing.RestClient;
import foyer.testing.RestClient.Answer;
import foyer.testing.Visitor;
import foyer.testing.WebSocketWire;
import foyer.testing.Wire;
import foyer.testing.probe.ServerProbe;
import foyer.testing.probe.ServerState;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not let in, who is cut, and what each is told. Every test comes from addresses of its own, through a trusted proxy. */
@ArquillianTest
class LimitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ALLOWED = "https://chat.example";
    private static final String FORBIDDEN = "{\"code\":4,\"message\":\"Forbidden\"}";
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final int PER_MINUTE = 5;
    private static final int PER_ADDRESS = 3;
    private static final int PER_SESSION = 2;
    private static final int MAX_PAYLOAD = 2000;

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @ArquillianResource
    private URL url;

    private RestClient client;
    private final List<Wire> wires = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.ofEntries(
                        Map.entry("foyer.limit.guests-per-minute", "0"),
                        Map.entry("foyer.limit.connects-per-minute", Integer.toString(PER_MINUTE)),
                        Map.entry("foyer.limit.sockets-per-address", Integer.toString(PER_ADDRESS)),
                        Map.entry("foyer.limit.sockets-per-session", Integer.toString(PER_SESSION)),
                        Map.entry("foyer.limit.events-per-second", "5"),
                        Map.entry("foyer.origins", ALLOWED),
                        Map.entry("foyer.proxies", "127.0.0.1,::1"),
                        Map.entry("foyer.token.in-query", "true"),
                        Map.entry("foyer.socket.max-payload", Integer.toString(MAX_PAYLOAD)),
                        Map.entry("foyer.socket.ping-interval", "PT1S"),
                        Map.entry("foyer.socket.ping-timeout", "PT3S"),
                        Map.entry("foyer.socket.connect-timeout", "PT5S"),
                        Map.entry("foyer.socket.upgrade-timeout", "PT1S")))
                .addClass(ServerProbe.class);
    }

    @BeforeEach
    void comeFromSomewhereElse() {
        client = fromNewAddress();
    }

    @AfterEach
    void nothingIsLeft() {
        wires.forEach(Wire::close);
        awaitNothingLeft();
    }

    private void awaitNothingLeft() {
        Visitor observer = Visitor.arrive(client);
        await().atMost(PATIENCE).untilAsserted(() -> {
            ServerState state = ServerState.of(client);
            assertThat(state.empty()).as("%s", state).isTrue();
            assertThat(observer.count("onlineUsers")).isZero();
            assertThat(observer.count("activeUsers")).isZero();
            assertThat(observer.rest().get("/api/socket/stats").data())
                    .containsEntry("connectedSockets", 0L)
                    .containsEntry("rooms", 0L)
                    .containsEntry("namespace", "/");
        });
        observer.end();
    }

    // ---- Tokens ----

    @Test
    void eachRefusalHasItsMessageAndCodeAndTheConnectionStaysForAnotherTry() throws Exception {
        Visitor guest = Visitor.arrive(client);
        Visitor gone = Visitor.arrive(client);
        gone.end();
        for (Wire wire : List.of(webSocket(client), polling(fromNewAddress()))) {
            wire.send("40");
            assertThat(wire.await("4")).isEqualTo(refusal("Authentication token required", "TOKEN_MISSING"));
            assertThat(wire.connect("a.b.c")).isEqualTo(refusal("Invalid token", "TOKEN_INVALID"));
            assertThat(wire.connect(signedByAnother(guest))).isEqualTo(refusal("Token has expired", "TOKEN_EXPIRED"));
            assertThat(wire.connect(gone.token()))
                    .isEqualTo(refusal("Guest session not found or expired", "SESSION_NOT_FOUND"));
            assertThat(wire.connect(guest.token())).startsWith("40{\"sid\":");
        }
    }

    @Test
    void aTokenMayComeInTheQueryWhereTheServerIsToldSoAndAuthComesFirst() {
        Visitor guest = Visitor.arrive(client);
        Wire fromQuery = keep(WebSocketWire.open(client, "&token=" + guest.token()));
        fromQuery.send("40");
        assertThat(fromQuery.await("4")).startsWith("40{\"sid\":");

        Wire both = keep(PollingWire.open(client, "&token=" + guest.token()));
        assertThat(both.connect("a.b.c")).isEqualTo(refusal("Invalid token", "TOKEN_INVALID"));
    }

    @Test
    void whoNeverSaysConnectIsCut() {
        for (Wire wire : List.of(webSocket(client), polling(client))) {
            wire.awaitEnd();
        }
    }

    // ---- How many, how often ----

    @Test
    void attemptsPerMinuteAreLimitedForEachAddress() throws Exception {
        Visitor guest = Visitor.arrive(client);
        for (int i = 0; i < PER_MINUTE; i++) {
            guest.webSocket().close();
        }
        Wire wire = webSocket(client);
        assertThat(waitToldIn(wire.connect(guest.token()))).isBetween(1L, 60_000L / PER_MINUTE);
        assertThat(waitToldIn(wire.connect("a.b.c")))
                .as("even a token is not looked at")
                .isPositive();

        Wire elsewhere = webSocket(fromNewAddress());
        assertThat(elsewhere.connect(guest.token())).startsWith("40");
    }

    @Test
    void socketsPerAddressAreToldThatThereAreTooManyAndTwiceAsManyAreNotEvenOpened() throws Exception {
        Visitor guest = Visitor.arrive(client);
        for (int i = 0; i < PER_ADDRESS; i++) {
            webSocket(client);
        }
        for (int i = PER_ADDRESS; i < 2 * PER_ADDRESS; i++) {
            Wire wire = i % 2 == 0 ? webSocket(client) : polling(client);
            assertThat(waitToldIn(wire.connect(guest.token()))).isEqualTo(10_000);
        }

        String tooMany = "{\"code\":4,\"message\":\"Too many connections\"}";
        WebSocketWire.Answer refused = WebSocketWire.refusal(client, "");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo(tooMany);
        Answer refusedPolling = client.get(POLLING);
        assertThat(refusedPolling.status()).isEqualTo(429);
        assertThat(refusedPolling.text()).isEqualTo(tooMany);

        wires.remove(0).close();
        await("a place that was left")
                .atMost(PATIENCE)
                .until(() -> client.get(POLLING).status() == 200);
        polling(fromNewAddress());
    }

    @Test
    void aThirdTabIsRefusedUntilOneIsClosed() throws Exception {
        Visitor guest = Visitor.arrive(client);
        Wire first = keep(guest.webSocket());
        keep(guest.polling());
        Wire third = webSocket(fromNewAddress());
        assertThat(waitToldIn(third.connect(guest.token()))).isEqualTo(10_000);

        first.send("41");
        await().atMost(PATIENCE).until(() -> guest.count("activeUsers") == 1);
        assertThat(third.connect(guest.token())).startsWith("40");
    }

    @Test
    void aFloodOfEventsIsRefusedWithAnswersAndTheSocketStays() throws Exception {
        Wire wire = keep(Visitor.arrive(client).webSocket());
        int flood = 40;
        for (int i = 0; i < flood; i++) {
            wire.send("42" + i + "[\"presence:heartbeat\"]");
        }
        List<Map<String, Object>> acks = new ArrayList<>();
        int errors = 0;
        // A refusal may overtake an answer that waits for the store.
        while (acks.size() < flood) {
            String last = wire.await("4");
            if (last.startsWith("43")) {
                acks.add(JSONObjectUtils.parse(last.substring(last.indexOf('[') + 1, last.length() - 1)));
            } else if (last.startsWith("42[\"error\"")) {
                errors++;
                assertThat(last).contains("\"message\":\"Rate limit exceeded\",\"code\":\"RATE_LIMITED\"");
            }
        }
        List<Map<String, Object>> refused =
                acks.stream().filter(ack -> ack.get("ok").equals(false)).toList();
        assertThat(acks.size() - refused.size()).as("twice five at once").isBetween(10, 30);
        assertThat(refused)
                .hasSize(errors)
                .isNotEmpty()
                .allSatisfy(ack -> assertThat(ack)
                        .containsEntry("code", "RATE_LIMITED")
                        .containsEntry("message", "Rate limit exceeded")
                        .hasEntrySatisfying(
                                "retryAfterMs", wait -> assertThat((Long) wait).isBetween(1L, 200L)));

        await().atMost(PATIENCE).until(() -> {
            wire.send("42999[\"presence:heartbeat\"]");
            return wire.await("43999").equals("43999[{\"ok\":true}]");
        });
    }

    @Test
    void thoseBehindAProxyCountEachByThemselvesAndCannotMakeUpAnAddress() {
        RestClient other = client.with(
                "X-Forwarded-For", "203.0.113.7, " + client.headers().get("X-Forwarded-For"));
        for (int i = 0; i < 2 * PER_ADDRESS; i++) {
            (i % 2 == 0 ? webSocket(client) : webSocket(other)).send("3");
        }
        assertThat(other.get(POLLING).status()).isEqualTo(429);
        assertThat(client.with("X-Forwarded-For", "203.0.113.7").get(POLLING).status())
                .isEqualTo(200);
    }

    // ---- Origins ----

    @Test
    void aPageOfAnotherOriginIsRefusedAtEveryRequest() {
        for (String origin : List.of(
                "https://evil.example",
                "https://chat.example.evil.example",
                "http://chat.example",
                "https://chat.example:444",
                "null",
                "http://localhost:" + url.getPort())) {
            RestClient page = client.with("Origin", origin);
            assertForbidden(page.get(POLLING));

            WebSocketWire.Answer hijack = WebSocketWire.refusal(page, "");
            assertThat(hijack.status()).as(origin).isEqualTo(403);
            assertThat(hijack.body()).isEqualTo(FORBIDDEN);
            assertThat(hijack.head()).doesNotContainIgnoringCase("Access-Control-Allow");
        }
    }

    @Test
    void aPageThatHasLearntASessionIdMayNeitherPollNorPostNorUpgradeIt() {
        Visitor guest = Visitor.arrive(client);
        PollingWire wire = PollingWire.open(client, "");
        keep(wire).entered(guest.token());
        RestClient page = client.with("Origin", "https://evil.example");

        assertForbidden(page.get(wire.address().toString()));
        assertForbidden(page.send("POST", wire.address().toString(), BodyPublishers.ofString("1")));
        String sid = wire.address().getQuery().replaceFirst(".*sid=", "");
        assertThat(WebSocketWire.refusal(page, "&sid=" + sid).status()).isEqualTo(403);

        wire.send("427[\"presence:heartbeat\"]");
        assertThat(wire.await("43")).as("the guest goes on").isEqualTo("437[{\"ok\":true}]");
    }

    @Test
    void theListedOriginIsAllowedAndNamedExactly() {
        Visitor guest = Visitor.arrive(client);
        RestClient page = client.with("Origin", ALLOWED);
        keep(WebSocketWire.open(page, "")).entered(guest.token());

        Answer opened = page.get(POLLING);
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.headers().allValues("Access-Control-Allow-Origin")).containsExactly(ALLOWED);
        assertThat(opened.headers().allValues("Access-Control-Allow-Credentials"))
                .containsExactly("true");
        assertThat(opened.headers().allValues("Vary")).contains("Origin");

        Answer preflight = page.with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "authorization")
                .send("OPTIONS", POLLING, BodyPublishers.noBody());
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue(ALLOWED);
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers).containsIgnoringCase("authorization"));
        assertThat(client.get(POLLING).header("Access-Control-Allow-Origin")).isEmpty();
    }

    private static void assertForbidden(Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo(FORBIDDEN);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    // ---- What is too large, what is late, what is nonsense ----

    @Test
    void aMessageThatIsTooLargeEndsItsConnection() throws Exception {
        Visitor guest = Visitor.arrive(client);
        String large = "42[\"guest:update\",\"" + "x".repeat(MAX_PAYLOAD) + "\"]";
        Wire webSocket = keep(guest.webSocket());
        webSocket.send(large);
        webSocket.awaitEnd();

        WebSocketWire binary = WebSocketWire.open(client, "");
        keep(binary).entered(guest.token());
        binary.send(new byte[MAX_PAYLOAD + 1]);
        binary.awaitEnd();

        PollingWire polling = PollingWire.open(client, "");
        keep(polling).entered(guest.token());
        assertThat(polling.post(large)).isEqualTo(413);
        polling.close();
        await().atMost(PATIENCE).until(() -> !guest.isOnline());
    }

    @Test
    void whoeverStopsAnsweringIsOfflineSoonAndTheOthersStay() {
        Visitor silent = Visitor.arrive(client);
        keep(silent.webSocket()); // never read again: no pong
        Visitor silentPolling = Visitor.arrive(fromNewAddress());
        silentPolling.polling(); // never polls again
        Visitor lively = Visitor.arrive(fromNewAddress());
        Wire wire = keep(lively.webSocket());

        long start = System.nanoTime();
        await().atMost(PATIENCE).until(() -> {
            wire.send("427[\"presence:heartbeat\"]");
            wire.await("437");
            return !silent.isOnline() && !silentPolling.isOnline();
        });

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("the ping interval of 1 s and the time-out of 3 s, no earlier")
                .isBetween(Duration.ofSeconds(2), PATIENCE);
        assertThat(lively.isOnline()).isTrue();
        assertThat(lively.count("onlineUsers")).isEqualTo(1);
    }

    @Test
    void anUpgradeThatIsNeverFinishedIsForgottenAndTheConnectionGoesOn() {
        Visitor guest = Visitor.arrive(client);
        PollingWire polling = PollingWire.open(client, "");
        keep(polling).entered(guest.token());
        String sid = "&sid=" + polling.address().getQuery().replaceFirst(".*sid=", "");
        for (String probe : List.of("2probe", "5", "40", "4", "", "2", "\u0000")) {
            Wire abandoned = WebSocketWire.open(client, sid);
            abandoned.send(probe);
            if (!probe.equals("2probe")) {
                abandoned.awaitEnd();
            }
            abandoned.cut();
            polling.send("427[\"presence:heartbeat\"]");
            assertThat(polling.await("43")).startsWith("437[{\"ok\":");
        }
    }

    /** In each state; on WebSocket the connection is what is harmed at most, and mostly it is closed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nonsenseHarmsNobodyButItsSender(boolean connected) throws Exception {
        Visitor witness = Visitor.arrive(client);
        Wire wire = keep(witness.webSocket());
        Visitor vandal = Visitor.arrive(fromNewAddress());
        List<String> nonsense = Stream.concat(
                        Stream.of(
                                "",
                                "9",
                                "x",
                                "4",
                                "4?",
                                "47",
                                "40{",
                                "40[]",
                                "40null",
                                "40/",
                                "40/,",
                                "40/no,{}",
                                "41/no,",
                                "42",
                                "42[",
                                "42[]",
                                "42{}",
                                "42[1",
                                "42[null]",
                                "42[{}]",
                                "42\"a\"",
                                "42[\"\\ud800\"]",
                                "42[\"connect\"]",
                                "42[\"disconnect\"]",
                                "4299999999999999999999[\"a\"]",
                                "42-1[\"a\"]",
                                "42/no,[\"a\"]",
                                "43",
                                "43[]",
                                "431[]",
                                "431{}",
                                "44",
                                "44{}",
                                "45",
                                "451-",
                                "451-[\"a\"]",
                                "4599999999999-[\"a\"]",
                                "451-[\"a\",{\"_placeholder\":true,\"num\":1}]",
                                "451-[\"a\",{\"_placeholder\":true,\"num\":-1}]",
                                "46",
                                "461-1[]",
                                "4\u0000",
                                "0",
                                "0{}",
                                "2",
                                "2probe",
                                "3probe",
                                "5",
                                "6",
                                "b",
                                "bAAAA",
                                "b=",
                                "b4",
                                "42" + "[".repeat(900),
                                "42[\"a\"," + "{\"a\":".repeat(200) + "1" + "}".repeat(200) + "]",
                                "42[\"guest:update\",{\"username\":\"\\u0000\"}]",
                                "40{\"token\":{}}",
                                "\u001e",
                                "4\u001e4"),
                        random())
                .toList();
        for (int i = 0; i < nonsense.size(); i++) {
            RestClient from = fromNewAddress();
            Wire vandals = i % 2 == 0 ? Wire.webSocket(from) : Wire.polling(from);
            if (connected) {
                vandals.entered(vandal.token());
            }
            vandals.send(nonsense.get(i));
            vandals.cut(); // polling clients are found out by the heartbeat
            if (vandals instanceof PollingWire polling) {
                polling.close();
            }
            if (i % 20 == 0) {
                wire.send("427[\"get:stats\"]");
                assertThat(wire.await("437")).isIn("437[{\"ok\":true}]");
            }
            if (connected) {
                await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(() -> !vandal.isOnline());
            }
        }
        wire.send("427[\"get:stats\"]");
        assertThat(wire.await("437")).isEqualTo("437[{\"ok\":true}]");
    }

    /** Seeded: what fails once fails again. */
    private static Stream<String> random() {
        Random random = new Random(4711);
        String alphabet = "0123456789[]{}\",:-/ab\\_num\u00e9\u2028\ud83d\ude00";
        return IntStream.range(0, 60)
                .mapToObj(i -> "4"
                        + random.ints(random.nextInt(1, 30), 0, alphabet.length())
                                .mapToObj(alphabet::charAt)
                                .map(String::valueOf)
                                .reduce("", String::concat));
    }

    @ParameterizedTest
    @CsvSource({
        "451-[\"a\",{\"_placeholder\":true,\"num\":0}],an attachment is announced",
        "42[\"a\"],nothing is",
    })
    void binaryThatNobodyExpectsAndTextThatComesInsteadEndTheConnection(String announced, String why) {
        Visitor guest = Visitor.arrive(client);
        WebSocketWire wire = WebSocketWire.open(client, "");
        keep(wire).entered(guest.token());
        wire.send(announced);
        if (announced.startsWith("45")) {
            wire.send("42[\"presence:heartbeat\"]");
        } else {
            wire.send(new byte[] {1, 2, 3});
        }
        wire.awaitEnd();
        await(why).atMost(PATIENCE).until(() -> !guest.isOnline());
    }

    // ---- What the tests have in common ----

    private RestClient fromNewAddress() {
        int n = ADDRESSES.incrementAndGet();
        return RestClient.of(url).with("X-Forwarded-For", "10.1." + n / 250 + "." + (n % 250 + 1));
    }

    private Wire webSocket(RestClient from) {
        return keep(Wire.webSocket(from));
    }

    private Wire polling(RestClient from) {
        return keep(Wire.polling(from));
    }

    private Wire keep(Wire wire) {
        wires.add(wire);
        return wire;
    }

    private static String refusal(String message, String code) {
        return "44{\"message\":\"" + message + "\",\"data\":{\"code\":\"" + code + "\"}}";
    }

    /** The {@code retryAfterMs} of a refusal for that reason. */
    private static long waitToldIn(String packet) throws ParseException {
        assertThat(packet).startsWith("44");
        Map<String, Object> error = JSONObjectUtils.parse(packet.substring(2));
        assertThat(error).containsEntry("message", "Rate limit exceeded");
        Map<?, ?> data = (Map<?, ?>) error.get("data");
        assertThat(data.get("code")).isEqualTo("RATE_LIMITED");
        return (Long) data.get("retryAfterMs");
    }

    /** The guest's token with the signature of a key the server does not know, as of a node that has been restarted. */
    private static String signedByAnother(Visitor guest) throws Exception {
        var key = new ECKeyGenerator(Curve.P_256).keyID("rotated-away").generate();
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                SignedJWT.parse(guest.token()).getJWTClaimsSet());
        forged.sign(new ECDSASigner(key));
        return forged.serialize();
    }
}
