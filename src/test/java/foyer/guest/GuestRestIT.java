package foyer.guest;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.FoyerArchive;
import foyer.testing.RestClient;
import foyer.testing.RestClient.Answer;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.MapAssert;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the contract's REST table, and every way a request is refused. */
@ArquillianTest
class GuestRestIT {

    private static final String UTC_TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    private static final String[] USER = {"id", "username", "isGuest", "sessionId", "location", "gender", "language"};

    @ArquillianResource
    private URL url;

    private RestClient anybody;

    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.of("foyer.limit.guests-per-minute", "0"));
    }

    @BeforeEach
    void knock() {
        anybody = RestClient.of(url);
    }

    // ---- sessions ----

    @ParameterizedTest
    @ValueSource(strings = {"/api/guest", "/api/auth/guest"})
    void aGuestGetsATokenAndIsDescribed(String path) {
        Answer answer = anybody.post(path, """
                {"username": " Bob_1 ", "location": "<b>Röm", "gender": null, "language": " it ", "deviceId": "d"}""");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.envelope())
                .containsEntry("success", true)
                .containsEntry("message", "Guest session created successfully");
        assertThat(answer.data()).containsOnlyKeys("token", "expiresAt", "user");
        assertThat((String) answer.data().get("expiresAt")).matches(UTC_TIME);
        assertThat(Instant.parse((String) answer.data().get("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(115)),
                        Instant.now().plus(Duration.ofMinutes(121)));
        assertThat(answer.data("user"))
                .containsOnlyKeys(USER)
                .containsEntry("username", "Bob_1")
                .containsEntry("isGuest", true)
                .containsEntry("location", "<b>Röm")
                .containsEntry("gender", null)
                .containsEntry("language", "it");
        assertThat((String) answer.data("user").get("id")).matches("guest_[0-9a-f-]{36}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"username\": \"  \"}", "{\"username\": null, \"unknown\": [1]}"})
    void whoSaysNothingGetsAName(String body) {
        Answer answer = anybody.post("/api/guest", body);

        assertThat(answer.status()).isEqualTo(201);
        assertThat((String) answer.data("user").get("username")).matches("[A-Za-z]+[1-9][0-9]{0,3}");
    }

    @Test
    void theTokenIsReadableAsTheOlderClientReadsIt() {
        String payload = guest().token().split("\\.")[1];

        assertThat(new String(Base64.getDecoder().decode(payload), StandardCharsets.US_ASCII))
                .contains("\"isGuest\":true")
                .contains("\"sessionId\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/guest/username", "/api/auth/guest/username"})
    void aNameIsProposed(String path) {
        Answer answer = anybody.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat((String) answer.data().get("username")).matches("[A-Za-z]+[1-9][0-9]{0,3}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/guest/me", "/api/auth/me"})
    void aGuestSeesItself(String path) {
        Guest guest = guest();
        Answer answer = guest.client().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data("user")).containsOnlyKeys(USER).containsEntry("sessionId", guest.sessionId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/guest/", "/api/auth/guest/"})
    void aGuestSeesItsOwnSessionWithPresenceAndNobodyElses(String path) {
        Guest guest = guest();
        Answer own = guest.client().get(path + guest.sessionId());

        assertThat(own.status()).isEqualTo(200);
        assertThat(own.data("user"))
                .containsKeys(USER)
                .containsEntry("isOnline", false)
                .containsEntry("isSearching", false)
                .containsEntry("connectedUser", null);
        assertThat((String) own.data("user").get("lastSeen")).matches(UTC_TIME);
        assertRefused(guest.client().get(path + guest().sessionId()), 403, "FORBIDDEN");
        assertRefused(guest.client().get(path + "nobody"), 403, "FORBIDDEN");
    }

    @Test
    void theProfileChangesFieldByField() {
        RestClient client = guest().client();
        client.post("/api/guest/location", "{\"location\": \"Rome\", \"gender\": \"x\"}");
        Answer answer = client.post("/api/guest/location", "{\"location\": \"Oslo\", \"language\": \"no\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data()).isEqualTo(Map.of("location", "Oslo", "gender", "x", "language", "no"));
    }

    @Test
    void theDeviceIsTakenOver() {
        RestClient client = guest().client();

        assertThat(client.post("/api/users/device", "{\"deviceId\": \"phone-1\"}")
                        .data("user"))
                .containsOnlyKeys(USER);
        assertInvalid(client.post("/api/users/device", "{}"), "deviceId");
        assertInvalid(client.post("/api/users/device", ""), "deviceId");
    }

    @Test
    void aFreshTokenIsForTheSameSession() {
        Guest guest = guest();
        Answer answer = guest.client().send("POST", "/api/guest/token", BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data()).containsOnlyKeys("token", "expiresAt");
        String token = (String) answer.data().get("token");
        assertThat(token).isNotEqualTo(guest.token());
        assertThat(anybody.bearing(token).get("/api/guest/me").data("user"))
                .containsEntry("sessionId", guest.sessionId());
    }

    @Test
    void anEndedSessionsTokenIsRefusedAtOnce() {
        Guest guest = guest();

        Answer ended = guest.client().delete("/api/guest/me");

        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.text()).isEmpty();
        for (String path : List.of("/api/guest/me", "/api/auth/me", "/api/stats", "/api/users/online")) {
            assertRefused(guest.client().get(path), 401, "SESSION_NOT_FOUND")
                    .containsEntry("message", "Guest session not found or expired");
        }
        assertRefused(guest.client().delete("/api/guest/me"), 401, "SESSION_NOT_FOUND");
        assertRefused(guest.client().post("/api/users/device", "{}"), 401, "SESSION_NOT_FOUND");
        assertRefused(guest.client().get("/api/guest/" + guest.sessionId()), 404, "SESSION_NOT_FOUND")
                .containsEntry("message", "Guest session not found or expired");
        assertThat(guest.client().post("/api/guest", "{}").status()).isEqualTo(201);
    }

    // ---- statistics ----

    @Test
    void theStatisticsCountTheSessions() {
        RestClient client = guest().client();
        Answer answer = client.get("/api/stats");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data()).containsKeys("stats", "onlineUsers", "timestamp");
        assertThat(answer.data("stats"))
                .containsOnlyKeys("totalUsers", "onlineUsers", "activeUsers", "availableUsers", "connectedUsers")
                .containsEntry("onlineUsers", 0L)
                .hasEntrySatisfying(
                        "totalUsers", total -> assertThat((Long) total).isPositive());
        assertThat((String) answer.data().get("timestamp")).matches(UTC_TIME);
        assertThat(client.get("/api/users/stats").data("statistics")).containsKeys("totalUsers", "connectedUsers");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/stats/online-users, onlineUsers",
        "/api/users/online, onlineUsers",
        "/api/users/available, availableUsers"
    })
    void thereAreLists(String path, String name) {
        Answer answer = guest().client().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data()).containsEntry(name, List.of()).containsEntry("count", 0L);
    }

    // ---- tokens ----

    @ParameterizedTest
    @CsvSource({
        "GET, /api/guest/me",
        "GET, /api/guest/abc",
        "POST, /api/guest/location",
        "POST, /api/guest/token",
        "DELETE, /api/guest/me",
        "GET, /api/auth/me",
        "GET, /api/auth/guest/abc",
        "GET, /api/stats",
        "GET, /api/stats/online-users",
        "GET, /api/users/online",
        "GET, /api/users/available",
        "GET, /api/users/stats",
        "POST, /api/users/device"
    })
    void withoutATokenNobodyGetsIn(String method, String path) {
        for (RestClient nobody : List.of(anybody, anybody.with("Authorization", "Basic eDp5"))) {
            Answer answer = method.equals("POST")
                    ? nobody.post(path, "{}")
                    : nobody.send(method, path, BodyPublishers.noBody());

            assertRefused(answer, 401, "TOKEN_MISSING").containsEntry("message", "Access token is required");
        }
    }

    @Test
    void aBadTokenIsRefusedWithTheContractsWords() {
        String token = guest().token();
        String foreign = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);
        for (String bad : List.of("x", "a.b.c", foreign, token + "x")) {
            for (String path : List.of("/api/guest/me", "/api/guest/username", "/api/nothing")) {
                assertRefused(anybody.bearing(bad).get(path), 401, "TOKEN_INVALID")
                        .containsEntry("message", "Invalid token");
            }
        }
    }

    @Test
    void aTokenOfAKeyThatIsNoLongerOursHasExpired() {
        String[] parts = guest().token().split("\\.");
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "{\"alg\":\"ES256\",\"kid\":\"rotated\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII));

        assertRefused(
                        anybody.bearing(header + "." + parts[1] + "." + parts[2])
                                .get("/api/guest/me"),
                        401,
                        "TOKEN_EXPIRED")
                .containsEntry("message", "Token has expired");
    }

    @Test
    void aPageMayReadWhyItsTokenIsRefused() {
        Answer answer =
                anybody.bearing("x").with("Origin", "http://localhost:5173").get("/api/guest/me");

        assertThat(answer.header("Access-Control-Allow-Origin")).contains("http://localhost:5173");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    // ---- bad input ----

    @Test
    void everyBadFieldIsNamed() {
        Answer answer = anybody.post(
                "/api/guest",
                "{\"username\": \"<img>\", \"location\": \"" + "x".repeat(101)
                        + "\", \"gender\": 7, \"language\": \"a\\u0000b\", \"deviceId\": \"" + "d".repeat(129) + "\"}");

        assertInvalid(answer, "deviceId", "gender", "language", "location", "username");
        assertInvalid(anybody.post("/api/guest", "{\"username\": \"ab\"}"), "username");
        assertInvalid(anybody.post("/api/guest", "{\"username\": \"" + "a".repeat(21) + "\"}"), "username");
        assertInvalid(anybody.post("/api/guest", "{\"username\": \"älice\"}"), "username");
        assertInvalid(guest().client().post("/api/guest/location", "{\"location\": {}}"), "location");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "[1]", "7", "\"x\"", "null", "{\"a\":1}}", "{'a':1}", "\u0000", "nonsense"})
    void whatIsNotAJsonObjectIsRefused(String body) {
        assertRefused(anybody.post("/api/guest", body), 400, "BAD_REQUEST");
    }

    @Test
    void deepNestingIsRefused() {
        assertRefused(anybody.post("/api/guest", "{\"a\":" + "[".repeat(15_000)), 400, "BAD_REQUEST");
    }

    @Test
    void aLargeBodyIsRefusedWhetherItSaysItsLengthOrNot() {
        byte[] large = " ".repeat(16 * 1024 + 1).getBytes(StandardCharsets.US_ASCII);
        RestClient json = anybody.with("Content-Type", "application/json");

        assertRefused(json.send("POST", "/api/guest", BodyPublishers.ofByteArray(large)), 413, "TOO_LARGE");
        assertRefused(
                json.send("POST", "/api/guest", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))),
                413,
                "TOO_LARGE");
    }

    @Test
    void anotherTypeThanJsonIsRefused() {
        Answer answer = anybody.with("Content-Type", "text/plain")
                .send("POST", "/api/guest", BodyPublishers.ofString("username=x"));

        assertRefused(answer, 415, "UNSUPPORTED_TYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/nothing", "/api/guest/a/b", "/api/application.wadl"})
    void anUnknownPathIsNoEndpoint(String path) {
        assertRefused(anybody.get(path), 404, "NOT_FOUND").containsEntry("message", "API endpoint not found");
    }

    @Test
    void anotherMethodIsNotAllowed() {
        assertRefused(anybody.send("PUT", "/api/guest", BodyPublishers.noBody()), 405, "METHOD_NOT_ALLOWED");
        assertRefused(guest().client().get("/api/users/device"), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void anotherRepresentationIsNotAcceptable() {
        assertRefused(anybody.with("Accept", "text/html").get("/api/guest/username"), 406, "NOT_ACCEPTABLE");
    }

    // ---- browsers ----

    @Test
    void aPageOfAnAllowedOriginReadsTheAnswer() {
        Answer answer = anybody.with("Origin", "http://localhost:5173").get("/api/guest/username");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("http://localhost:5173");
        assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example"})
    void aPageOfAnotherOriginIsRefused(String origin) {
        RestClient page = anybody.with("Origin", origin);

        assertRefused(page.get("/api/guest/username"), 403, "ORIGIN_NOT_ALLOWED");
        assertRefused(page.post("/api/guest", "{}"), 403, "ORIGIN_NOT_ALLOWED");
        Answer preflight = page.with("Access-Control-Request-Method", "POST")
                .send("OPTIONS", "/api/guest", BodyPublishers.noBody());
        assertRefused(preflight, 403, "ORIGIN_NOT_ALLOWED");
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aPreflightIsAnswered() {
        Answer answer = anybody.with("Origin", "http://127.0.0.1:4000")
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "authorization,content-type")
                .send("OPTIONS", "/api/guest/location", BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("http://127.0.0.1:4000");
        assertThat(answer.header("Access-Control-Allow-Methods"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("POST", "DELETE"));
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("Authorization, Content-Type");
    }

    @Test
    void browsersAreToldToBeCareful() {
        for (Answer answer : List.of(
                anybody.get("/api/guest/username"),
                anybody.get("/api/guest/me"),
                anybody.bearing("x").get("/api/guest/me"))) {
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'self'", "frame-ancestors 'none'")
                            .doesNotContain("unsafe"));
        }
    }

    private record Guest(RestClient client, String token, String sessionId) {}

    private Guest guest() {
        Answer answer = anybody.post("/api/guest", "{}");
        assertThat(answer.status()).isEqualTo(201);
        String token = (String) answer.data().get("token");
        return new Guest(
                anybody.bearing(token), token, (String) answer.data("user").get("sessionId"));
    }

    private static MapAssert<String, Object> assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        return assertThat(answer.envelope())
                .containsEntry("success", false)
                .containsEntry("code", code)
                .hasEntrySatisfying(
                        "message", message -> assertThat((String) message).isNotBlank());
    }

    private static void assertInvalid(Answer answer, String... fields) {
        assertRefused(answer, 400, "INVALID_INPUT");
        assertThat(texts(answer, "field")).containsExactly(fields);
        assertThat(texts(answer, "message"))
                .allSatisfy(message -> assertThat(message).isNotBlank().doesNotContain("{"));
    }

    /** The same key of every error. */
    private static List<String> texts(Answer answer, String key) {
        return answer.list("errors").stream()
                .map(error -> (String) ((Map<?, ?>) error).get(key))
                .toList();
    }
}
