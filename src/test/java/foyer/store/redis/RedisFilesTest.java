package foyer.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import foyer.file.FileDraft;
import foyer.file.FileStore;
import foyer.file.FileStoreContract;
import foyer.file.RoomClosedException;
import foyer.testing.RedisProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisFilesTest extends FileStoreContract {

    private static final String PREFIX = "test:";
    private static final Pattern CONTENT = Pattern.compile(PREFIX + "file:(\\d{22}):content");

    private static RedisProcess redis;

    private RedisGate gate;

    @BeforeAll
    static void startRedis() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    @BeforeEach
    protected void open() {
        redis.command("FLUSHALL");
        gate = newGate();
        super.open();
    }

    @Override
    @AfterEach
    protected void close() {
        super.close();
        gate.close();
    }

    @Override
    protected FileStore open(long mostBytes) {
        return new RedisFiles(gate, mostBytes, LIFETIME);
    }

    @Override
    protected List<String> contents() {
        return keys().stream()
                .map(CONTENT::matcher)
                .filter(Matcher::matches)
                .map(key -> key.group(1))
                .sorted()
                .toList();
    }

    @Override
    protected boolean isIdle() {
        return keys().equals(List.of(PREFIX + "probe"));
    }

    /** The time is Redis': there is nothing for it but to wait. */
    @Override
    protected void pass(Duration time) {
        long end = now() + time.toMillis();
        await().pollInterval(Duration.ofMillis(5)).until(() -> now() > end);
    }

    @Test
    void allNodesSeeTheSameFiles() throws IOException {
        try (RedisGate elsewhere = newGate()) {
            RedisFiles there = new RedisFiles(elsewhere, 0);
            keep(1, "room");

            assertThat(there.find(id(1))).contains(file(1, "room"));
            FileDraft draft = files.begin(id(2));
            draft.enter("room");
            assertThat(there.deleteRoom("room")).isEqualTo(1);
            assertThat(files.find(id(1))).isEmpty();
            assertThatThrownBy(() -> draft.keep(file(2, "room"))).isInstanceOf(RoomClosedException.class);
            draft.close();
        }
        assertThat(isIdle()).isTrue();
    }

    @Test
    void allNodesTogetherHaveRoomForSoMuch() throws IOException {
        try (RedisGate elsewhere = newGate()) {
            RedisFiles there = new RedisFiles(elsewhere, 15);
            keep(1, "room");
            FileDraft draft = there.begin(id(2));
            draft.enter("room");
            draft.write(TEN, 0, 6);
            assertThatThrownBy(() -> draft.keep(file(2, "room")))
                    .hasMessageContaining("the files of all nodes may take 15 bytes");
            draft.close();
        }
    }

    /** Its sender's node may be dead. */
    @Test
    void aDraftOfWhichNothingMoreComesInEndsByItself() throws IOException {
        Duration silence = Duration.ofMillis(500);
        RedisFiles impatient = new RedisFiles(gate, 0, silence);
        FileDraft draft = impatient.begin(id(1));
        draft.enter("room");
        write(draft, content());
        pass(silence);

        assertThat(contents()).isEmpty();
        assertThat(impatient.deleteExpired()).isEqualTo(1);
        assertThat(isIdle()).isTrue();
        assertThatThrownBy(() -> draft.keep(file(1, "room"))).isInstanceOf(RoomClosedException.class);
    }

    @Test
    void everythingButTheBooksEndsByItself() throws IOException {
        keep(1, "room");
        FileDraft draft = files.begin(id(2));
        draft.enter("room");
        write(draft, content());

        assertThat(keys())
                .filteredOn(key -> !key.matches(PREFIX + "files(:kept|:sizes|:bytes)?"))
                .hasSize(6)
                .allSatisfy(key ->
                        assertThat((Long) redis.command("PTTL", key)).as(key).isPositive());
        draft.close();
    }

    /** A file is never whole in the heap: it goes in piece by piece. */
    @Test
    void aFileOfSevenHundredKilobytesTakesSixSteps() throws IOException {
        try (FileDraft draft = files.begin(id(1))) {
            draft.enter("room");
            redis.command("CONFIG", "RESETSTAT");
            write(draft, content());
            assertThat(calls("append")).isEqualTo(5);
            draft.keep(file(1, "room", content().length));
            assertThat(calls("append")).isEqualTo(6);
            assertThat(calls("evalsha")).isEqualTo(7);
        }
    }

    @Test
    void aRedisThatCannotBeAskedIsAFaultOfTheStore() throws IOException {
        keep(1, "room");
        FileDraft draft = files.begin(id(2));
        draft.enter("room");
        gate.close();

        assertThatThrownBy(() -> files.begin(id(3))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> files.find(id(1))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> files.open(id(1))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> files.deleteRoom("room")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> write(draft, content())).isInstanceOf(IOException.class);
        assertThat(files.usage()).isEmpty();
        draft.close();
    }

    @Test
    void aRedisThatIsFullTakesNoFilesAndGivesThemUp() throws IOException {
        keep(1, "room");
        redis.command("CONFIG", "SET", "maxmemory", "1");
        try {
            assertThatThrownBy(() -> keep(2, "room"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("full");
            assertThat(files.find(id(1))).isPresent();
            assertThat(files.deleteRoom("room")).isEqualTo(1);
        } finally {
            redis.command("CONFIG", "SET", "maxmemory", "0");
        }
        assertThat(contents()).isEmpty();
    }

    private static RedisGate newGate() {
        RedisSettings settings = new RedisSettings(
                Optional.of(RedisAddress.parse(redis.url())),
                new RedisLogin(Optional.empty(), Optional.empty()),
                PREFIX,
                Duration.ofSeconds(2),
                4);
        RedisGate gate = new RedisGate(new RedisLink(settings, Duration.ofSeconds(2)), PREFIX);
        assertThat(gate.probe()).isTrue();
        return gate;
    }

    private static List<String> keys() {
        return ((List<?>) redis.command("KEYS", "*"))
                .stream().map(RedisFilesTest::text).sorted().toList();
    }

    private static long now() {
        List<?> time = (List<?>) redis.command("TIME");
        return Long.parseLong(text(time.get(0))) * 1000 + Long.parseLong(text(time.get(1))) / 1000;
    }

    /** How often Redis has been asked this since its statistics were reset. */
    private static int calls(String command) {
        Matcher line = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)")
                .matcher(text(redis.command("INFO", "commandstats")));
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    private static String text(Object answer) {
        return new String((byte[]) answer, StandardCharsets.UTF_8);
    }
}
