package foyer.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import foyer.testing.Chromium;
import foyer.testing.FoyerArchive;
import foyer.testing.Health;
import foyer.testing.NodeScript;
import foyer.testing.Operator;
import foyer.testing.RestClient;
import foyer.testing.RestClient.Answer;
import foyer.testing.Visitor;
import foyer.testing.Wire;
import foyer.testing.probe.ConsoleProbe;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator sees and does, over REST, in the server's console and by the figures for Prometheus. */
@ArquillianTest
class AdminIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern METRIC = Pattern.compile("\\b(foyer|jvm|process)_[a-z_]*[a-z]\\b(?!_?\\*)");
    private static final boolean ON_REDIS = Boolean.getBoolean("it.redis");
    private static final String STORE = ON_REDIS ? "redis" : "memory";
    private static final Operator OPERATOR = Operator.withNewKey();

    @ArquillianResource
    private URL url;

    private RestClient client;
    private RestClient operator;

    @Deployment(testable = false)
    static WebArchive foyer() {
        return OPERATOR.addTo(FoyerArchive.product(Map.of(
                        "foyer.token.signing-key-location", Operator.keyLocation(),
                        "foyer.proxies", "127.0.0.1",
                        "foyer.limit.guests-per-minute", "0",
                        "foyer.room.grace", "PT1S",
                        "foyer.drain.delay", "PT1S",
                        "foyer.drain.window", "PT2S"))
                .addClass(ConsoleProbe.class));
    }

    private final List<Wire> wires = new ArrayList<>();

    @BeforeEach
    void signIn() {
        client = RestClient.of(url);
        operator = client.bearing(OPERATOR.token("alice@example.org"));
    }

    @AfterEach
    void hangUp() {
        wires.forEach(Wire::close);
        wires.clear();
    }

    private Wire keep(Wire wire) {
        wires.add(wire);
        return wire;
    }

    // ---- Who may ----

    @Test
    void onlyOperatorsGetIn() {
        Visitor guest = Visitor.arrive(client);

        assertRefused(client.get("/api/admin"), 401, "TOKEN_MISSING");
        assertRefused(guest.rest().get("/api/admin"), 403, "FORBIDDEN");
        assertRefused(guest.rest().post("/api/admin/drain", ""), 403, "FORBIDDEN");
        assertRefused(client.bearing(OPERATOR.expiredToken()).get("/api/admin"), 401, "TOKEN_EXPIRED");
        assertRefused(client.bearing(Operator.withNewKey().expiredToken()).get("/api/admin"), 401, "TOKEN_INVALID");
        assertRefused(client.post("/api/admin/drain", ""), 401, "TOKEN_MISSING");
        assertThat(operator.get("/api/admin").status()).isEqualTo(200);

        // An operator is not a guest.
        assertThat(operator.get("/api/guest/me").status()).isEqualTo(403);
    }

    // ---- Looking ----

    @Test
    void theFiguresAreThoseOfTheNode() {
        Visitor guest = Visitor.arrive(client);
        Wire socket = keep(guest.webSocket());
        Wire poller = keep(guest.polling());
        Map<String, Object> figures = operator.get("/api/admin").data();

        assertThat(figures)
                .containsEntry("ready", true)
                .containsEntry("draining", false)
                .containsEntry("connections", 2L)
                .containsEntry("sockets", Map.of("websocket", 1L, "polling", 1L))
                .containsKey("files")
                .containsEntry("logLevel", "INFO");
        assertThat((String) figures.get("version")).startsWith("1.");
        assertThat((Map<?, ?>) figures.get("store")).extracting("kind").isEqualTo(STORE);
        assertThat((Map<?, ?>) figures.get("stats")).extracting("onlineUsers").isEqualTo(1L);
        hangUp();
        awaitNobody();
    }

    @Test
    void guestsAreListedPageByPageAndFound() {
        Visitor first = Visitor.arrive(client);
        Visitor second = Visitor.arrive(client);
        Wire one = keep(first.webSocket());
        Wire two = keep(second.webSocket());
        Map<String, Object> page = operator.get("/api/admin/guests?limit=1").data();
        assertThat(page).containsEntry("total", 2L).containsEntry("truncated", false);
        assertThat(ids(page)).containsExactly(second.userId());
        assertThat(ids(operator.get("/api/admin/guests?offset=1&limit=1").data()))
                .containsExactly(first.userId());
        assertThat(ids(operator.get("/api/admin/guests?search=" + first.userId().substring(10))
                        .data()))
                .containsExactly(first.userId());
        assertThat(operator.get("/api/admin/guests?search=nobody-of-that-name").data())
                .containsEntry("total", 0L);

        Map<String, Object> found =
                operator.get("/api/admin/guests/" + first.userId()).data("guest");
        assertThat(found).containsEntry("isOnline", true).containsEntry("roomId", null);
        assertThat((List<?>) found.get("sockets")).hasSize(1);
        hangUp();
        assertRefused(operator.get("/api/admin/guests/guest_nobody"), 404, "GUEST_NOT_FOUND");
        assertRefused(operator.get("/api/admin/guests?limit=201"), 400, "INVALID_INPUT");
        assertRefused(operator.get("/api/admin/guests?offset=-1"), 400, "INVALID_INPUT");
        assertRefused(operator.get("/api/admin/guests?limit=many"), 400, "INVALID_INPUT");
        assertRefused(operator.get("/api/admin/nothing"), 404, "NOT_FOUND");
        awaitNobody();
    }

    // ---- Acting ----

    @Test
    void aGuestThatIsDisconnectedStaysAwayAndMayComeAgain() {
        Visitor guest = Visitor.arrive(client);
        Wire tab = keep(guest.webSocket());
        Wire other = keep(guest.polling());
        assertThat(operator.post("/api/admin/guests/" + guest.userId() + "/disconnect", "")
                        .status())
                .isEqualTo(200);
        // DISCONNECT: the stock client does not reconnect after it.
        assertThat(tab.await("41")).isEqualTo("41");
        assertThat(other.await("41")).isEqualTo("41");
        hangUp();
        awaitNobody();
        assertRefused(operator.post("/api/admin/guests/" + guest.userId() + "/disconnect", ""), 404, "GUEST_NOT_FOUND");
        guest.webSocket().close();
        awaitNobody();
    }

    @Test
    void oneSocketIsDisconnectedAndTheOthersStay() {
        Visitor guest = Visitor.arrive(client);
        Wire first = keep(guest.webSocket());
        Wire second = keep(guest.webSocket());
        String socketId = socketIdIn(first.await("42[\"connection:established\""));
        assertThat(operator.post("/api/admin/sockets/" + socketId + "/disconnect", "")
                        .status())
                .isEqualTo(200);
        assertThat(first.await("41")).isEqualTo("41");
        assertStillThere(second);
        hangUp();
        Answer answer = operator.post("/api/admin/sockets/nobody/disconnect", "");
        if (ON_REDIS) {
            // Another node may have it.
            assertThat(answer.status()).isEqualTo(202);
        } else {
            assertRefused(answer, 404, "SOCKET_NOT_FOUND");
        }
        awaitNobody();
    }

    @ParameterizedTest
    @CsvSource({"by the session's id, true", "by the user's id, false"})
    void aSessionIsEndedAndItsTokenWorthNothing(String how, boolean bySession) {
        Visitor guest = Visitor.arrive(client);
        Wire socket = keep(guest.webSocket());
        String id = bySession ? guest.sessionId() : guest.userId();
        Answer answer = operator.post("/api/admin/sessions/" + id + "/end", "");
        assertThat(answer.status()).as(how).isEqualTo(200);
        assertThat(answer.data()).containsEntry("userId", guest.userId());
        assertThat(socket.await("41")).isEqualTo("41");
        hangUp();
        assertRefused(guest.rest().get("/api/guest/me"), 401, "SESSION_NOT_FOUND");
        assertRefused(operator.post("/api/admin/sessions/" + guest.sessionId() + "/end", ""), 404, "SESSION_NOT_FOUND");
        awaitNobody();
    }

    @ParameterizedTest
    @CsvSource({"by its id, true", "by a member's, false"})
    void aRoomIsClosedAndBothAreTold(String how, boolean byRoom) {
        Visitor first = Visitor.arrive(client);
        Visitor second = Visitor.arrive(client);
        Wire one = keep(first.webSocket());
        Wire two = keep(second.webSocket());
        String roomId = match(one, two);
        String id = byRoom ? roomId : second.userId();
        Answer answer = operator.post("/api/admin/rooms/" + id + "/close", "");
        assertThat(answer.data()).as(how).containsEntry("roomId", roomId);
        for (Wire member : List.of(one, two)) {
            assertThat(member.await("42[\"room:")).contains("room:closed").contains("\"reason\":\"admin\"");
        }
        assertRefused(operator.post("/api/admin/rooms/" + roomId + "/close", ""), 404, "ROOM_NOT_FOUND");
        assertThat(operator.get("/api/admin").data("stats")).containsEntry("connectedUsers", 0L);
        hangUp();
        awaitNobody();
    }

    @Test
    void aPartnerHearsThatAnAdministratorHasSentTheOtherAway() {
        Visitor first = Visitor.arrive(client);
        Visitor second = Visitor.arrive(client);
        Wire one = keep(first.webSocket());
        Wire two = keep(second.webSocket());
        match(one, two);
        operator.post("/api/admin/guests/" + first.userId() + "/disconnect", "");
        assertThat(two.await("42[\"room:closed\"")).contains("\"reason\":\"admin\"");
        hangUp();
        awaitNobody();
    }

    @Test
    void aNoticeReachesEverybody() {
        Visitor guest = Visitor.arrive(client);
        Wire socket = keep(guest.webSocket());
        Answer answer = operator.post("/api/admin/notice", "{\"message\":\"We restart at <8>.\"}");
        assertThat(answer.data()).containsEntry("sockets", 1L);
        assertThat(socket.await("42[\"server:notice\"")).contains("\"message\":\"We restart at <8>.\"");
        hangUp();
        assertRefused(operator.post("/api/admin/notice", "{}"), 400, "INVALID_INPUT");
        assertRefused(operator.post("/api/admin/notice", "{\"message\":\"a\\nb\"}"), 400, "INVALID_INPUT");
        assertRefused(
                operator.post("/api/admin/notice", "{\"message\":\"" + "a".repeat(501) + "\"}"), 400, "INVALID_INPUT");
        awaitNobody();
    }

    @Test
    void theLevelOfTheConnectionsLogIsChanged() {
        assertThat(operator.post("/api/admin/log-level", "{\"level\":\"debug\"}")
                        .data())
                .containsEntry("logLevel", "DEBUG");
        assertThat(operator.get("/api/admin").data()).containsEntry("logLevel", "DEBUG");
        assertRefused(operator.post("/api/admin/log-level", "{\"level\":\"loud\"}"), 400, "INVALID_INPUT");
        operator.post("/api/admin/log-level", "{\"level\":\"INFO\"}");
        assertThat(console("attribute=ConnectionLogLevel")).isEqualTo("INFO");
    }

    // ---- The console ----

    @Test
    void theConsoleShowsAndDoesTheSame() {
        Visitor guest = Visitor.arrive(client);
        Wire socket = keep(guest.webSocket());
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(console("attribute=Connections")).isEqualTo("1");
            assertThat(console("attribute=GuestsOnline")).isEqualTo("1");
        });
        assertThat(console("attribute=Version")).startsWith("1.");
        assertThat(console("attribute=Store")).isEqualTo(STORE);
        assertThat(console("attribute=StoreState")).isEqualTo("up");
        assertThat(console("attribute=Draining")).isEqualTo("false");
        assertThat(console("attribute=Sockets")).contains("websocket");
        assertThat(console("operation=listGuests&argument=&argument=0&argument=10"))
                .contains(guest.userId());
        assertThat(console("operation=findGuest&argument=" + guest.userId())).contains("\"isOnline\":true");
        assertThat(console("operation=broadcastNotice&argument=Hello")).isEqualTo("1");
        assertThat(socket.await("42[\"server:notice\"")).contains("Hello");
        assertThat(console("operation=disconnectGuest&argument=" + guest.userId()))
                .isEqualTo("true");
        assertThat(socket.await("41")).isEqualTo("41");
        hangUp();
        awaitNobody();
        assertThat(console("attribute=Disconnects")).contains("KICKED");
        assertThat(console("operation=closeRoom&argument=nothing")).isEqualTo("false");
    }

    // ---- The figures for Prometheus ----

    @Test
    void prometheusReadsTheFigures() {
        Visitor guest = Visitor.arrive(client);
        Wire socket = keep(guest.webSocket());
        socket.send("421[\"get:stats\"]");
        socket.await("431");
        socket.send("422[\"made up by the client\"]");
        socket.await("432");
        socket.cut();
        awaitNobody();
        assertThat(keep(Wire.webSocket(client)).connect("nonsense")).startsWith("44");
        guest.webSocket().close();
        awaitNobody();

        // From this machine, as a scraper beside the server.
        Answer answer = client.get("/foyer/metrics");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.text())
                .contains("# HELP foyer_connects_total")
                .contains("foyer_strays_total 0")
                .contains("foyer_ready 1.0")
                .contains("foyer_draining 0.0")
                .contains("foyer_store_up{kind=\"" + STORE + "\"} 1.0")
                .contains("foyer_guests_online 0.0")
                .contains("foyer_sockets{transport=\"websocket\"}")
                .contains("foyer_queue_bytes 0.0")
                .contains("foyer_handshake_seconds_bucket{le=\"0.1\"}")
                .contains("foyer_connect_seconds_count")
                .contains("jvm_memory_used_bytes")
                .contains("jvm_threads_live_threads")
                .contains("process_uptime_seconds")
                .contains("foyer_build{version=\"1.")
                .doesNotContain("made up")
                .doesNotContain("guest_");
        assertThat(value(answer, "foyer_events_total{event=\"get:stats\"}")).isPositive();
        assertThat(value(answer, "foyer_events_total{event=\"other\"}")).isPositive();
        assertThat(value(answer, "foyer_events_refused_total{code=\"UNKNOWN_EVENT\"}"))
                .isPositive();
        assertThat(value(answer, "foyer_refused_total{code=\"TOKEN_INVALID\"}")).isPositive();
        assertThat(value(answer, "foyer_disconnects_total{reason=\"TRANSPORT_CLOSE\"}"))
                .isPositive();
        assertThat(value(answer, "foyer_reconnect_seconds_count")).isPositive();
        assertThat(value(answer, "foyer_received_bytes_total")).isPositive();
        assertThat(value(answer, "foyer_sent_bytes_total")).isPositive();
        assertThat(value(answer, "foyer_handshake_seconds_count")).isPositive();
        assertThat(value(answer, "foyer_connection_seconds_count")).isPositive();
        if (ON_REDIS) {
            assertThat(value(answer, "foyer_store_seconds_count{outcome=\"answered\"}"))
                    .isPositive();
        }

        RestClient elsewhere = client.with("X-Forwarded-For", "192.0.2.7");
        assertThat(elsewhere.get("/foyer/metrics").status()).isEqualTo(401);
        assertThat(operator.with("X-Forwarded-For", "192.0.2.7")
                        .with("Accept", "application/openmetrics-text")
                        .get("/foyer/metrics")
                        .text())
                .endsWith("# EOF\n");
        assertThat(guest.rest()
                        .with("X-Forwarded-For", "192.0.2.7")
                        .get("/foyer/metrics")
                        .status())
                .isEqualTo(403);
    }

    /** A dashboard that shows a metric nobody measures shows nothing, and an alert on it never rings. */
    @Test
    void everyMetricOfTheDashboardTheAlertsAndTheDocumentationIsThere() throws Exception {
        Set<String> measured = client.get("/foyer/metrics")
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]")[0])
                .collect(Collectors.toSet());
        for (String file : List.of(
                "server-config/observability/foyer-dashboard.json",
                "server-config/observability/foyer-alerts.yml",
                "docs/operating.md")) {
            Set<String> named = METRIC.matcher(Files.readString(Path.of(file)))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(named)
                    .as(file)
                    .hasSizeGreaterThan(5)
                    .allMatch(name -> measured.contains(name) || measured.contains(name + "_bucket"));
        }
    }

    private static double value(Answer metrics, String name) {
        return metrics.text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + metrics.text()));
    }

    // ---- Health and draining ----

    @Test
    void healthSaysWhatIsGoingOn() {
        assertThat(health("live").status()).isEqualTo(200);
        assertThat(health("live").text()).contains("foyer-alive").contains("lastBeatMs");
        // Payara gives all data as text.
        assertThat(health("ready").text())
                .containsPattern("\"draining\":\"?false")
                .contains("\"" + STORE + "\":\"up\"");
        assertThat(health("started").status()).isEqualTo(200);
    }

    @Test
    void whileTheNodeDrainsReadinessIsDownAndIsUpAgainAfterwards() {
        try {
            assertThat(operator.post("/api/admin/drain", "").data())
                    .containsEntry("draining", true)
                    .containsEntry("changed", true);
            assertThat(operator.post("/api/admin/drain", "").data()).containsEntry("changed", false);
            assertThat(health("ready").status()).isEqualTo(503);
            assertThat(health("ready").text()).containsPattern("\"draining\":\"?true");
            assertThat(health("live").status()).isEqualTo(200);
            assertThat(health("started").status()).isEqualTo(200);
            assertThat(client.get("/foyer/metrics").text()).contains("foyer_draining 1.0");
        } finally {
            assertThat(operator.post("/api/admin/undrain", "").data()).containsEntry("draining", false);
        }
        assertThat(health("ready").status()).isEqualTo(200);
    }

    @Test
    void theStockClientIsToldClosedRefusedAndLetInAgain() throws Exception {
        new NodeScript("drain.test.mjs")
                .with("FOYER_URL", url.toString().replaceFirst("/$", ""))
                .with("FOYER_OPERATOR_TOKEN", OPERATOR.token("drainer"))
                .with("FOYER_DRAIN_DELAY_MS", 1_000)
                .with("FOYER_DRAIN_WINDOW_MS", 2_000)
                .run();
    }

    // ---- The page ----

    @Test
    void thePageDoesItInABrowser() throws Exception {
        Path chromium = Chromium.required();
        new NodeScript("admin-page.test.mjs")
                .within(Duration.ofMinutes(3))
                .with("FOYER_URL", url.toString().replaceFirst("/$", ""))
                .with("FOYER_OPERATOR_TOKEN", OPERATOR.token("alice"))
                .with("CHROMIUM", chromium)
                .run();
    }

    // ---- What the tests have in common ----

    private static String match(Wire one, Wire two) {
        one.send("42[\"user:match\"]");
        one.await("42[\"user:match:searching\"");
        two.send("42[\"user:match\"]");
        String matched = two.await("42[\"user:matched\"");
        for (Wire member : List.of(one, two)) {
            member.await("42[\"room:user_joined\"");
            member.await("42[\"room:user_joined\"");
        }
        return between(matched, "\"roomId\":\"");
    }

    private static String socketIdIn(String established) {
        return between(established, "\"socketId\":\"");
    }

    private static String between(String text, String before) {
        int begin = text.indexOf(before) + before.length();
        return text.substring(begin, text.indexOf('"', begin));
    }

    private static void assertStillThere(Wire socket) {
        socket.send("429[\"get:stats\"]");
        assertThat(socket.await("439")).isEqualTo("439[{\"ok\":true}]");
    }

    private static List<Object> ids(Map<String, Object> page) {
        return ((List<?>) page.get("guests"))
                .stream().<Object>map(guest -> ((Map<?, ?>) guest).get("id")).toList();
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.envelope()).containsEntry("success", false).containsEntry("code", code);
    }

    private String console(String query) {
        Answer answer =
                client.get("/console-probe?" + query.replace(" ", URLEncoder.encode(" ", StandardCharsets.UTF_8)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    private Answer health(String check) {
        return client.get(Health.of(url, check).toString());
    }

    private void awaitNobody() {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(operator.get("/api/admin").data("stats")).containsEntry("onlineUsers", 0L));
    }
}
