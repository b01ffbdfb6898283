package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import foyer.cluster.StoreUnavailableException;
import foyer.lifecycle.Nodes.Node;
import foyer.lifecycle.Nodes.Tab;
import foyer.room.Room;
import foyer.stats.Stats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/**
 * Guests with tabs on several nodes who search, talk, leave, are lost, come back and end their sessions, all at once and in any
 * order, while time passes: every room is cleaned up once, every tab hears what happens in an order that makes sense, and nothing is
 * left. A failure names its seed.
 */
@Timeout(120)
class ManyNodesConcurrencyTest {

    private static final int BROWSERS = 6;
    private static final int STEPS = 250;
    private static final int GUESTS = 10;
    private static final int TABS = 4;

    /** Kept, or their levels would be forgotten. */
    private final List<Logger> loggers =
            List.of(Logger.getLogger("foyer.rooms"), Logger.getLogger("foyer.connections"));

    private final Nodes nodes = new Nodes();
    private final ExecutorService browsers = Executors.newFixedThreadPool(BROWSERS + 2);
    private final List<ExecutorService> workers =
            IntStream.range(0, 3).mapToObj(i -> Executors.newFixedThreadPool(3)).toList();
    private final List<Node> all = new ArrayList<>();
    private final Queue<List<String>> heard = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @BeforeEach
    void begin() {
        loggers.forEach(logger -> logger.setLevel(Level.WARNING));
        for (int i = 0; i < workers.size(); i++) {
            all.add(nodes.start("node" + i, workers.get(i)));
        }
        IntStream.range(0, GUESTS).forEach(i -> nodes.create(all.get(0), name(i)));
    }

    @AfterEach
    void stop() {
        over.set(true);
        browsers.shutdownNow();
        workers.forEach(ExecutorService::shutdownNow);
        loggers.forEach(logger -> logger.setLevel(null));
    }

    @RepeatedTest(10)
    void whateverHappensEveryRoomIsCleanedUpOnceAndNothingIsLeft(RepetitionInfo repetition) throws Exception {
        run(repetition, random -> {});
    }

    /** For a moment, or for so long that the others take the node's guests for gone. */
    @RepeatedTest(5)
    void whateverHappensWhileNodesAreCutOffFromTheStore(RepetitionInfo repetition) throws Exception {
        run(repetition, random -> {
            Node node = all.get(random.nextInt(all.size()));
            node.stores.cut();
            pause(random.nextInt(4) == 0 ? 500 : random.nextInt(100));
            node.stores.mend();
            pause(random.nextInt(200));
        });
    }

    private void run(RepetitionInfo repetition, Consumer<Random> trouble) throws Exception {
        long seed = Long.getLong("foyer.test.seed", System.nanoTime() + repetition.getCurrentRepetition());
        Future<?> time = browsers.submit(this::letTimePass);
        AtomicBoolean calm = new AtomicBoolean();
        Future<?> troubles = browsers.submit(() -> {
            Random random = new Random(seed);
            while (!calm.get()) {
                trouble.accept(random);
                pause(1);
            }
        });
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int browser = 0; browser < BROWSERS; browser++) {
            Random random = new Random(seed + browser);
            tasks.add(() -> browse(random));
        }
        for (Future<Void> done : browsers.invokeAll(tasks)) {
            done.get();
        }

        calm.set(true);
        troubles.get();
        await("seed " + seed).atMost(Duration.ofSeconds(8)).untilAsserted(() -> {
            assertThat(all)
                    .allSatisfy(node -> assertThat(node.server.isEmpty())
                            .as("%s", node.server)
                            .isTrue());
            assertThat(stats())
                    .extracting(Stats::onlineUsers, Stats::activeUsers, Stats::availableUsers, Stats::connectedUsers)
                    .containsExactly(0, 0, 0, 0);
        });
        over.set(true);
        time.get();
        List<Room> cleaned = List.copyOf(nodes.cleaned);
        assertThat(cleaned).as("seed %d", seed).isNotEmpty().doesNotHaveDuplicates();
        Set<String> told = new HashSet<>();
        heard.forEach(story -> told.addAll(new Story(seed).of(story)));
        assertThat(told).as("seed %d: rooms there were", seed).isNotEmpty();
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    private void letTimePass() {
        while (!over.get()) {
            nodes.advance(Duration.ofSeconds(1));
            pause(20);
        }
    }

    private Void browse(Random random) {
        Map<Tab, List<String>> tabs = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            step(random, tabs);
            // So that the workers get a word in; what meets what is left to them.
            LockSupport.parkNanos(random.nextInt(1_000_000));
            tabs.forEach((tab, story) -> story.addAll(tab.messages()));
        }
        tabs.keySet().forEach(Tab::loses);
        tabs.forEach((tab, story) -> {
            story.addAll(tab.messages());
            heard.add(story);
        });
        return null;
    }

    private void step(Random random, Map<Tab, List<String>> tabs) {
        Node node = all.get(random.nextInt(all.size()));
        if (tabs.size() < TABS && random.nextInt(3) == 0) {
            tabs.put(nodes.open(node, name(random.nextInt(GUESTS))), new ArrayList<>());
            return;
        }
        if (random.nextInt(60) == 0) {
            String guest = name(random.nextInt(GUESTS));
            String sessionId = nodes.sessionId(guest);
            String userId = nodes.userId(guest);
            endSession(node, guest, sessionId, userId);
            return;
        }
        List<Tab> mine = tabs.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (mine.isEmpty()) {
            return;
        }
        Tab tab = mine.get(random.nextInt(mine.size()));
        switch (random.nextInt(12)) {
            case 0 -> {
                tab.loses();
                retire(tab, tabs);
            }
            case 1 -> {
                tab.leaves();
                retire(tab, tabs);
            }
            case 2 -> tab.sends("leave-room");
            case 3 -> tab.sends("chat:clear");
            case 4 -> tab.sends("user:match:cancel");
            case 5, 6, 7 -> tab.sends("chat:message", "{\"type\":\"text\",\"content\":\"x\"}");
            default -> tab.sends("user:match");
        }
    }

    private void endSession(Node node, String guest, String sessionId, String userId) {
        try {
            if (node.guests.end(sessionId).isPresent()) {
                node.server.sessionEnded(sessionId, userId);
                nodes.createAnywhere(guest);
            }
        } catch (StoreUnavailableException e) {
            // As REST says then, with 503.
        }
    }

    private void retire(Tab tab, Map<Tab, List<String>> tabs) {
        List<String> story = tabs.remove(tab);
        story.addAll(tab.messages());
        heard.add(story);
    }

    private Stats stats() {
        return all.get(0).stores.statistics().stats();
    }

    private static String name(int guest) {
        return "guest" + guest;
    }

    /** What one tab was told, and whether it makes sense. */
    private record Story(long seed) {

        /** Gives the rooms it was in. */
        Set<String> of(List<String> packets) {
            Set<String> rooms = new HashSet<>();
            String room = "";
            for (String packet : packets) {
                String event = packet.startsWith("2[") ? packet.substring(3, packet.indexOf('"', 3)) : "";
                switch (event) {
                    case "user:matched" -> {
                        String next = packet.replaceAll(".*\"roomId\":\"([^\"]*)\".*", "$1");
                        assertThat(room)
                                .as("seed %d: %s in %s", seed, packet, packets)
                                .isIn("", next);
                        room = next;
                        rooms.add(room);
                    }
                    case "room:user_joined", "chat:message", "room:partner_away", "room:partner_back" ->
                        assertThat(room)
                                .as("seed %d: %s in %s", seed, packet, packets)
                                .isNotEmpty();
                    case "room:user_left", "room:closed" -> room = "";
                    default -> {
                        // Concerns no room.
                    }
                }
            }
            return rooms;
        }
    }
}
