package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.util.JSONObjectUtils;
import foyer.testing.FoyerArchive;
import foyer.testing.RestClient;
import foyer.testing.Visitor;
import foyer.testing.WebSocketWire;
import foyer.testing.Wire;
import foyer.testing.probe.Histogram;
import foyer.testing.probe.HistogramProbe;
import foyer.testing.probe.ServerProbe;
import foyer.testing.probe.ServerState;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Connect, live, go: one by one, in every order at once, and by the thousand. Nothing is left of anybody afterwards. */
@ArquillianTest
class LifeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_USERS = 5;
    private static final int WORKERS = 50;

    private final ExecutorService threads = Executors.newFixedThreadPool(WORKERS);

    @ArquillianResource
    private URL url;

    private RestClient client;

    /** Who counts: a guest without a socket. */
    private Visitor observer;

    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.of(
                        "foyer.limit.guests-per-minute", "0",
                        "foyer.limit.connects-per-minute", "0",
                        "foyer.limit.sockets-per-address", "0",
                        "foyer.limit.sockets-per-session", "0",
                        "foyer.stats.interval", INTERVAL.toString(),
                        "foyer.stats.max-users", Integer.toString(MAX_USERS)))
                .addClasses(ServerProbe.class, HistogramProbe.class);
    }

    @BeforeEach
    void arrive() {
        client = RestClient.of(url);
        observer = Visitor.arrive(client);
        // The first socket of a server loads its classes; a test that counts threads and heap must not.
        observer.webSocket().close();
        observer.polling().close();
        awaitNothingLeft();
    }

    @AfterEach
    void nothingIsLeft() {
        threads.shutdownNow();
        awaitNothingLeft();
        observer.end();
    }

    /** The ways out of which the server hears at once; the others are for the heartbeat, see {@link LimitsIT}. */
    private enum Exit {
        DISCONNECT_PACKET(true, wire -> wire.send("41")),
        CLOSE_FRAME(true, Wire::close),
        LOST_LINE(true, Wire::cut),
        GARBAGE(true, wire -> wire.send("4?")),
        GOODBYE_OF_A_POLLING_CLIENT(false, Wire::close),
        DISCONNECT_PACKET_OF_A_POLLING_CLIENT(false, wire -> wire.send("41"));

        private final boolean webSocket;
        private final Consumer<Wire> way;

        Exit(boolean webSocket, Consumer<Wire> way) {
            this.webSocket = webSocket;
            this.way = way;
        }

        Wire enter(Visitor guest) {
            return webSocket ? guest.webSocket() : guest.polling();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGuestIsOnlineUntilItsLastTabHasGoneWhicheverWay(Exit exit) {
        Visitor guest = Visitor.arrive(client);
        Wire first = exit.enter(guest);
        Wire second = exit.enter(guest);
        assertThat(guest.isOnline()).isTrue();
        assertThat(observer.count("onlineUsers")).isEqualTo(1);
        assertThat(observer.count("activeUsers")).isEqualTo(2);

        exit.way.accept(first);
        await().atMost(PATIENCE).until(() -> observer.count("activeUsers") == 1);
        assertThat(guest.isOnline()).isTrue();
        assertThat(observer.count("onlineUsers")).isEqualTo(1);

        Instant before = lastSeen(guest);
        exit.way.accept(second);
        await().atMost(PATIENCE).until(() -> !guest.isOnline());
        assertThat(lastSeen(guest)).isAfterOrEqualTo(before);
        assertThat(observer.count("onlineUsers")).isZero();
        assertThat(observer.count("activeUsers")).isZero();
        first.cut();
        second.cut();
        if (exit == Exit.DISCONNECT_PACKET_OF_A_POLLING_CLIENT) {
            // The packet ends the socket and not the connection, which waits for the next CONNECT.
            Stream.of(first, second).forEach(Wire::close);
        }
        guest.end();
    }

    @Test
    void whoEndsItsSessionIsSentAwayEverywhereAndNotLetInAgain() {
        Visitor guest = Visitor.arrive(client);
        List<Wire> tabs = List.of(guest.webSocket(), guest.polling(), guest.webSocket());

        guest.end();

        assertThat(observer.count("onlineUsers")).as("offline with the answer").isZero();
        assertThat(observer.count("activeUsers")).isZero();
        tabs.forEach(tab -> {
            assertThat(tab.await("41")).isEqualTo("41");
            tab.awaitEnd();
        });
        assertThat(guest.rest().get("/api/guest/me").envelope()).containsEntry("code", "SESSION_NOT_FOUND");
        for (Wire again : List.of(Wire.webSocket(client), Wire.polling(client))) {
            assertThat(again.connect(guest.token()))
                    .isEqualTo("44{\"message\":\"Guest session not found or expired\","
                            + "\"data\":{\"code\":\"SESSION_NOT_FOUND\"}}");
            again.close();
        }
    }

    @Test
    void whoIsGoneBeforeItsConnectIsDecidedLeavesNothingBehind() throws Exception {
        Visitor guest = Visitor.arrive(client);
        atOnce(200, i -> () -> {
            Wire wire = i % 4 == 0 ? Wire.polling(client) : Wire.webSocket(client);
            wire.send("40{\"token\":\"" + guest.token() + "\"}");
            if (i % 2 == 0) {
                wire.close();
            } else {
                wire.cut();
            }
        });

        awaitNothingLeft();
        assertThat(guest.isOnline()).isFalse();
        guest.end();
    }

    /** So early that the container has no session yet that it could close. */
    @Test
    void whoCutsTheLineWithinTheHandshakeLeavesNothingBehind() throws Exception {
        Histogram before = Histogram.of(client);

        atOnce(1_000, i -> () -> WebSocketWire.cutWithinHandshake(client, Duration.ofNanos(i % 100 * 20_000L)));

        awaitNothingLeft();
        await().atMost(PATIENCE)
                .untilAsserted(() -> Histogram.of(client)
                        .assertNothingIsLeftSince(before, ServerState.of(client).threads()));
    }

    /** Tabs come and go while the session ends: whoever came too late is refused, whoever was in is sent away. */
    @Test
    void inWhateverOrderGuestsComeAndGoTheCountsAreExact() throws Exception {
        int guests = 120;
        long before = observer.count("totalUsers");
        List<Wire> staying = Collections.synchronizedList(new ArrayList<>());

        atOnce(guests, i -> () -> {
            Random random = new Random(i);
            Visitor guest = Visitor.arrive(client);
            List<Future<?>> tabs = new ArrayList<>();
            ExecutorService own = Executors.newFixedThreadPool(3);
            boolean ends = i % 3 != 0;
            for (int tab = 0; tab < 3; tab++) {
                boolean webSocket = random.nextInt(3) > 0;
                int way = random.nextInt(3);
                int patience = random.nextInt(3000);
                tabs.add(own.submit(() -> {
                    spin(patience);
                    Wire wire = webSocket ? Wire.webSocket(client) : Wire.polling(client);
                    boolean in = wire.connect(guest.token()).startsWith("40");
                    if (ends && in && way == 0) {
                        wire.awaitEnd(); // DELETE must find it, however early it comes
                    } else if (way == 1 || ends || !webSocket) {
                        wire.close();
                    } else {
                        staying.add(wire);
                    }
                    return null;
                }));
            }
            if (ends) {
                spin(random.nextInt(6000));
                guest.end();
            }
            for (Future<?> tab : tabs) {
                tab.get();
            }
            own.shutdown();
        });

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(observer.count("activeUsers")).isEqualTo(staying.size());
            assertThat(ServerState.of(client).sockets()).isEqualTo(staying.size());
        });
        assertThat(observer.count("totalUsers")).isEqualTo(before + guests / 3);
        assertThat(observer.count("onlineUsers")).isBetween(1L, guests / 3L);
        staying.forEach(Wire::close);
        await().atMost(PATIENCE).until(() -> observer.count("onlineUsers") == 0);
    }

    @Test
    void tenThousandConnectsAndDisconnectsLeaveTheServerAsItWas() throws Exception {
        List<Visitor> guests =
                Stream.generate(() -> Visitor.arrive(client)).limit(WORKERS).toList();
        comeAndGo(guests, 10); // threads and connections that stay, the keep-alive ones of these tests included
        awaitNothingLeft();
        ServerState before = ServerState.afterCollection(client);
        Histogram objectsBefore = Histogram.of(client);

        long start = System.nanoTime();
        comeAndGo(guests, 10_000 / WORKERS);
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();

        awaitNothingLeft();
        guests.forEach(guest -> assertThat(guest.isOnline()).isFalse());
        assertThat(observer.count("onlineUsers")).isZero();
        assertThat(observer.count("activeUsers")).isZero();
        ServerState after = ServerState.afterCollection(client);
        System.out.printf("10,000 connects and disconnects in %d ms: %s, then %s%n", millis, before, after);
        await().atMost(PATIENCE).untilAsserted(() -> {
            ServerState now = ServerState.of(client);
            assertThat(now.threads()).isLessThan(before.threads() + WORKERS);
            assertThat(now.files()).isLessThan(before.files() + WORKERS);
        });
        // The last connections may just be on their way out.
        await().atMost(PATIENCE)
                .untilAsserted(() -> Histogram.of(client).assertNothingIsLeftSince(objectsBefore, after.threads()));
        guests.forEach(Visitor::end);
    }

    /** Three of four over WebSocket. */
    private void comeAndGo(List<Visitor> guests, int times) throws Exception {
        atOnce(guests.size(), i -> () -> {
            Visitor guest = guests.get(i);
            for (int round = 0; round < times; round++) {
                boolean webSocket = (i + round) % 4 != 0;
                Wire wire = webSocket ? guest.webSocket() : guest.polling();
                if (webSocket && round % 2 == 0) {
                    wire.cut();
                    continue;
                }
                if (round % 3 == 0) {
                    wire.send("41");
                }
                wire.close();
            }
        });
    }

    @Test
    void anIdleConnectionCostsNoThreadAndLittleMemory() throws Exception {
        int connections = 2_000;
        Visitor guest = Visitor.arrive(client);
        ServerState before = ServerState.afterCollection(client);

        List<Wire> wires = Collections.synchronizedList(new ArrayList<>());
        atOnce(10, i -> () -> {
            for (int n = 0; n < connections / 10; n++) {
                wires.add(guest.webSocket());
            }
        });
        ServerState with = ServerState.afterCollection(client);
        System.out.printf(
                "%d idle connections: %d bytes of heap each; %s, then %s%n",
                connections, (with.heapBytes() - before.heapBytes()) / connections, before, with);

        assertThat(with.sockets()).isEqualTo(connections);
        assertThat(with.threads()).isLessThan(before.threads() + 100);
        assertThat(with.heapBytes()).isLessThan(before.heapBytes() + connections * 40_000L);
        assertThat(observer.count("activeUsers")).isEqualTo(connections);
        assertThat(observer.count("onlineUsers")).isEqualTo(1);
        wires.forEach(Wire::cut);
        awaitNothingLeft();
        guest.end();
    }

    @Test
    void theFirstChangeIsToldAtOnceAndLaterOnesTogether() throws Exception {
        Visitor listener = Visitor.arrive(client);
        Wire wire = listener.webSocket();
        assertThat(statsOf(wire.await("42[\"realtime:stats\"")))
                .as("its own arrival, without waiting for an interval")
                .containsEntry("onlineUsers", 1L);
        await().pollDelay(INTERVAL.multipliedBy(2)).until(() -> true); // a rest: the next change is a first one again

        int changes = 60;
        List<Wire> others = new ArrayList<>();
        Instant start = Instant.now();
        for (int i = 0; i < changes; i++) {
            others.add(listener.webSocket());
        }
        List<Map<String, Object>> told = new ArrayList<>();
        do {
            told.add(JSONObjectUtils.parse(payload(wire.await("42[\"realtime:stats\""))));
        } while (!statsOf(told.get(told.size() - 1)).get("activeUsers").equals(1L + changes));
        Duration took = Duration.between(start, Instant.now());

        assertThat(told)
                .hasSizeLessThanOrEqualTo(2 + (int) took.dividedBy(INTERVAL))
                .hasSizeLessThan(changes / 2);
        assertThat(Instant.parse((String) told.get(0).get("timestamp")))
                .as("the first one was sent before the last change")
                .isBefore(start.plus(INTERVAL));
        others.forEach(Wire::close);
        Wire last = wire;
        while (!statsOf(last.await("42[\"realtime:stats\"")).get("activeUsers").equals(1L)) {
            // what was told on the way
        }
        wire.close();
        listener.end();
    }

    @Test
    void theListIsOfTheLatestAndSaysWhenItIsNotWhole() throws Exception {
        List<Visitor> guests = IntStream.rangeClosed(0, MAX_USERS)
                .mapToObj(i -> Visitor.arrive(client))
                .toList();
        List<Wire> wires = guests.stream().map(Visitor::webSocket).toList();
        Wire asking = wires.get(0);

        asking.send("421[\"get:stats\"]");
        Map<String, Object> told = null;
        while (told == null || !statsOf(told).get("onlineUsers").equals(1L + MAX_USERS)) {
            told = JSONObjectUtils.parse(payload(asking.await("42[\"realtime:stats\"")));
        }
        assertThat(told).containsEntry("truncated", true);
        assertThat(listed(told))
                .containsExactlyElementsOf(guests.stream()
                        .skip(1)
                        .map(Visitor::userId)
                        .sorted(Comparator.comparing(id -> -indexOf(guests, id)))
                        .toList());

        wires.get(MAX_USERS).close();
        while (!statsOf(told).get("onlineUsers").equals((long) MAX_USERS)) {
            told = JSONObjectUtils.parse(payload(asking.await("42[\"realtime:stats\"")));
        }
        assertThat(told).containsEntry("truncated", false);
        assertThat(listed(told)).hasSize(MAX_USERS).contains(guests.get(0).userId());
        wires.forEach(Wire::close);
    }

    @Test
    void aHeartbeatRefreshesLastSeen() {
        Visitor guest = Visitor.arrive(client);
        Wire wire = guest.webSocket();
        Instant before = lastSeen(guest);

        await().atMost(PATIENCE).until(() -> {
            wire.send("427[\"presence:heartbeat\"]");
            assertThat(wire.await("437")).isEqualTo("437[{\"ok\":true}]");
            return lastSeen(guest).isAfter(before);
        });
        wire.close();
    }

    private static int indexOf(List<Visitor> guests, String userId) {
        return IntStream.range(0, guests.size())
                .filter(i -> guests.get(i).userId().equals(userId))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> listed(Map<String, Object> realtimeStats) {
        return ((List<?>) realtimeStats.get("onlineUsers"))
                .stream().map(user -> (String) ((Map<?, ?>) user).get("id")).toList();
    }

    private static Map<?, ?> statsOf(Map<String, Object> realtimeStats) {
        return (Map<?, ?>) realtimeStats.get("stats");
    }

    @SuppressWarnings("unchecked") // A JSON object's keys are strings
    private static Map<String, Object> statsOf(String packet) throws ParseException {
        return (Map<String, Object>) JSONObjectUtils.parse(payload(packet)).get("stats");
    }

    /** The only argument of an event. */
    private static String payload(String packet) {
        return packet.substring(packet.indexOf(',') + 1, packet.length() - 1);
    }

    private static Instant lastSeen(Visitor guest) {
        return Instant.parse((String)
                guest.rest().get("/api/guest/" + guest.sessionId()).data("user").get("lastSeen"));
    }

    private void awaitNothingLeft() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            ServerState state = ServerState.of(client);
            assertThat(state.empty()).as("%s", state).isTrue();
        });
        assertThat(observer.count("onlineUsers")).isZero();
        assertThat(observer.count("activeUsers")).isZero();
    }

    /** A short time of waiting that a scheduler would make long. */
    private static void spin(int micros) {
        long end = System.nanoTime() + micros * 1000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** What may go wrong. */
    private interface Task {
        void run() throws Exception;
    }

    private void atOnce(int times, IntFunction<Task> task) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Task each = task.apply(i);
            running.add(threads.submit(() -> {
                each.run();
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
    }
}
