package foyer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link FileStore} does. Its tests belong to each adapter's own, which extends this. */
public abstract class FileStoreContract {

    protected static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    protected static final Duration LIFETIME = Duration.ofSeconds(2);
    protected static final byte[] TEN = "0123456789".getBytes(StandardCharsets.US_ASCII);
    private static final int PIECE = 16 * 1024;

    /** More than any store takes in one piece. */
    private static final int LARGE = 700_001;

    protected FileStore files;

    /** A store that is empty, with room for so many bytes; 0 for any amount. */
    protected abstract FileStore open(long mostBytes);

    /** The ids of all files and drafts of which there is content, sorted. */
    protected abstract List<String> contents();

    /** Whether nothing is kept, or coming in, or remembered. */
    protected abstract boolean isIdle();

    /** Lets so much time go by, for the store. */
    protected abstract void pass(Duration time);

    @BeforeEach
    protected void open() {
        files = open(0);
    }

    @AfterEach
    protected void close() {
        files.close();
    }

    @Test
    void aFileIsFoundOnceItIsKept() throws IOException {
        try (FileDraft draft = files.begin(id(1))) {
            draft.enter("room");
            draft.write(TEN, 0, 10);
            assertThat(draft.size()).isEqualTo(10);
            assertThat(files.find(id(1))).isEmpty();
            assertThat(files.open(id(1))).isEmpty();
            draft.keep(file(1, "room"));
        }

        assertThat(files.find(id(1))).contains(file(1, "room"));
        try (SeekableByteChannel content = files.open(id(1)).orElseThrow()) {
            assertThat(content.size()).isEqualTo(10);
            assertThat(content.position()).isZero();
        }
        assertThat(contents()).containsExactly(id(1));
    }

    @Test
    void everythingAboutAFileIsKept() throws IOException {
        StoredFile note = new StoredFile(
                id(1),
                "guest_a_guest_b",
                "Grüße \u560d\u560a 😀 \"a\".webm",
                new FileType("audio/webm", FileCategory.AUDIO, false),
                10,
                Optional.of(new BigDecimal("12.50")),
                NOW.plusMillis(123),
                NOW.plus(LIFETIME));
        keep(note);

        assertThat(files.find(id(1))).contains(note);
    }

    @Test
    void whatWasNeverThereIsNotFound() throws IOException {
        assertThat(files.find(id(1))).isEmpty();
        assertThat(files.open(id(1))).isEmpty();
        assertThat(files.deleteRoom("room")).isZero();
        assertThat(files.deleteExpired()).isZero();
        assertThat(isIdle()).isTrue();
    }

    @Test
    void aDraftThatIsNotKeptLeavesNothing() throws IOException {
        try (FileDraft draft = files.begin(id(1))) {
            draft.enter("room");
            write(draft, content());
        }
        try (FileDraft draft = files.begin(id(2))) {
            draft.write(TEN, 0, 10);
        }

        assertThat(contents()).isEmpty();
        assertThat(isIdle()).isTrue();
    }

    @Test
    void whatIsThereIsCounted() throws IOException {
        assertThat(files.usage()).contains(new FileUsage(0, 0));
        keep(1, "room");
        keep(2, "other");
        try (FileDraft draft = files.begin(id(3))) {
            draft.enter("room");
            assertThat(files.usage()).contains(new FileUsage(2, 20));
        }
        files.deleteRoom("room");
        assertThat(files.usage()).contains(new FileUsage(1, 10));
        pass(LIFETIME);
        files.deleteExpired();
        assertThat(files.usage()).contains(new FileUsage(0, 0));
        assertThat(isIdle()).isTrue();
    }

    /** A partner sees the bytes that were sent, in whatever pieces they came and are read. */
    @Test
    void aLargeFileComesOutAsItWentIn() throws IOException {
        byte[] content = content();
        keepLarge(1, "room", content);

        assertSame(content, read(1, 0, LARGE));
        assertThat(contents()).containsExactly(id(1));
    }

    @Test
    void anyRangeOfAFileCanBeRead() throws IOException {
        byte[] content = content();
        keepLarge(1, "room", content);

        for (int[] range : new int[][] {{0, 1}, {LARGE - 1, 1}, {131_071, 2}, {131_072, 262_144}, {5, 699_000}}) {
            assertSame(Arrays.copyOfRange(content, range[0], range[0] + range[1]), read(1, range[0], range[1]));
        }
        try (SeekableByteChannel channel = files.open(id(1)).orElseThrow()) {
            assertThat(channel.position(LARGE).read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void theFilesOfARoomEndWithIt() throws IOException {
        keep(1, "room");
        keep(2, "room");
        keep(3, "other");

        assertThat(files.deleteRoom("room")).isEqualTo(2);
        assertThat(files.deleteRoom("room")).isZero();
        assertThat(files.find(id(1))).isEmpty();
        assertThat(files.open(id(2))).isEmpty();
        assertThat(contents()).containsExactly(id(3));
        keep(4, "room");
        assertThat(files.find(id(4))).isPresent();
    }

    @Test
    void whoHasADeletedFileOpenReadsItToItsEndOrFails() throws IOException {
        byte[] sent = content();
        keepLarge(1, "room", sent);
        try (SeekableByteChannel content = files.open(id(1)).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate(LARGE);
            content.read(bytes.limit(4));
            files.deleteRoom("room");
            bytes.limit(LARGE);
            try {
                while (bytes.hasRemaining() && content.read(bytes) >= 0) {
                    // There is more.
                }
                assertSame(sent, bytes.array());
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("deleted");
            }
            assertThat(contents()).isEmpty();
        }
    }

    @Test
    void aDraftEndsWithItsRoomAndIsGoneAtOnce() throws IOException {
        FileDraft writing = files.begin(id(1));
        FileDraft written = files.begin(id(2));
        FileDraft elsewhere = files.begin(id(3));
        for (FileDraft draft : List.of(writing, written)) {
            draft.enter("room");
            write(draft, content());
        }
        write(elsewhere, content());
        assertThat(files.deleteRoom("room")).as("files there were").isZero();

        assertThat(contents()).containsExactly(id(3));
        assertThatThrownBy(() -> write(writing, content())).isInstanceOf(RoomClosedException.class);
        assertThatThrownBy(() -> written.keep(file(2, "room"))).isInstanceOf(RoomClosedException.class);
        elsewhere.enter("other");
        elsewhere.keep(file(3, "other"));
        Stream.of(writing, written, elsewhere).forEach(FileDraft::close);
        assertThat(contents()).containsExactly(id(3));
    }

    /** The two may meet again at once: nothing of their old room gets into the new one. */
    @Test
    void aDraftOfAnEndedRoomIsNotKeptInTheNextOfTheSameName() throws IOException {
        FileDraft draft = files.begin(id(1));
        draft.enter("room");
        draft.write(TEN, 0, 10);
        files.deleteRoom("room");
        keep(2, "room");

        assertThatThrownBy(() -> draft.keep(file(1, "room"))).isInstanceOf(RoomClosedException.class);
        draft.close();
        assertThat(contents()).containsExactly(id(2));
    }

    @Test
    void aDraftIsForOneRoom() throws IOException {
        try (FileDraft draft = files.begin(id(1))) {
            assertThatThrownBy(() -> draft.keep(file(1, "room"))).isInstanceOf(IllegalStateException.class);
            draft.enter("room");
            assertThatThrownBy(() -> draft.enter("other")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> draft.keep(file(1, "other"))).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Whichever comes first: a file that was kept is deleted, or it is not kept. */
    @Test
    void keepingAndDeletingRaceWithoutLeavingAnything() throws Exception {
        for (int round = 0; round < 500; round++) {
            String id = id(round);
            StoredFile file = file(round, "room");
            FileDraft draft = files.begin(id);
            draft.enter("room");
            draft.write(TEN, 0, 10);
            CyclicBarrier start = new CyclicBarrier(2);
            Thread deleter = new Thread(() -> {
                await(start);
                deleteRoom("room");
            });
            deleter.start();
            await(start);
            try (draft) {
                draft.keep(file);
            } catch (RoomClosedException e) {
                // It lost.
            }
            deleter.join();
            assertThat(files.find(id)).isEmpty();
            assertThat(contents()).isEmpty();
        }
        assertThat(isIdle()).isTrue();
    }

    @Test
    void filesExpire() throws IOException {
        keep(1, "room");
        pass(LIFETIME.minusMillis(1500));
        assertThat(files.deleteExpired()).isZero();
        assertThat(files.find(id(1))).isPresent();
        pass(Duration.ofMillis(1500));

        assertThat(files.find(id(1))).as("even before they are swept").isEmpty();
        assertThat(files.deleteExpired()).isEqualTo(1);
        assertThat(files.deleteExpired()).isZero();
        assertThat(contents()).isEmpty();
        assertThat(isIdle()).isTrue();
    }

    @Test
    void thereIsRoomForSoMuchAndNoMore() throws IOException {
        files.close();
        files = open(100);
        for (int i = 0; i < 9; i++) {
            keep(i, "room");
        }
        assertThatThrownBy(() -> keep(9, "room", 11)).isInstanceOf(StoreFullException.class);
        keep(9, "room", 10);
        assertThatThrownBy(() -> keep(10, "room", 1)).isInstanceOf(StoreFullException.class);
        files.deleteRoom("room");
        for (int i = 0; i < 10; i++) {
            keep(i, "room");
        }
    }

    @Test
    void whatHasExpiredTakesNoRoom() throws IOException {
        files.close();
        files = open(100);
        for (int i = 0; i < 10; i++) {
            keep(i, "room");
        }
        pass(LIFETIME);
        files.deleteExpired();
        for (int i = 10; i < 20; i++) {
            keep(i, "room");
        }
        assertThatThrownBy(() -> keep(20, "room", 1)).isInstanceOf(StoreFullException.class);
    }

    // ---- for the adapters' own tests too ----

    protected void keep(int number, String room) throws IOException {
        keep(file(number, room));
    }

    private void keep(int number, String room, int size) throws IOException {
        try (FileDraft draft = files.begin(id(number))) {
            draft.enter(room);
            draft.write(new byte[size], 0, size);
            draft.keep(file(number, room, size));
        }
    }

    private void keep(StoredFile file) throws IOException {
        try (FileDraft draft = files.begin(file.fileId())) {
            draft.enter(file.roomId());
            draft.write(TEN, 0, 10);
            draft.keep(file);
        }
    }

    protected void keepLarge(int number, String room, byte[] content) throws IOException {
        try (FileDraft draft = files.begin(id(number))) {
            draft.enter(room);
            write(draft, content);
            assertThat(draft.size()).isEqualTo(content.length);
            draft.keep(file(number, room, content.length));
        }
    }

    /** In the pieces in which it comes in. */
    protected static void write(FileDraft draft, byte[] content) throws IOException {
        for (int offset = 0; offset < content.length; offset += PIECE) {
            draft.write(content, offset, Math.min(PIECE, content.length - offset));
        }
    }

    protected byte[] read(int number, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (SeekableByteChannel content = files.open(id(number)).orElseThrow()) {
            content.position(from);
            while (bytes.hasRemaining()) {
                assertThat(content.read(bytes)).isPositive();
            }
            assertThat(content.position()).isEqualTo(from + length);
        }
        return bytes.array();
    }

    protected static byte[] content() {
        byte[] content = new byte[LARGE];
        new Random(1).nextBytes(content);
        return content;
    }

    protected static String id(int number) {
        return String.format("%022d", number);
    }

    protected static StoredFile file(int number, String room) {
        return file(number, room, 10);
    }

    protected static StoredFile file(int number, String room, int size) {
        return new StoredFile(
                id(number),
                room,
                "x.png",
                new FileType("image/png", FileCategory.IMAGE, true),
                size,
                Optional.empty(),
                NOW,
                NOW.plus(LIFETIME));
    }

    /** Without printing them. */
    private static void assertSame(byte[] expected, byte[] actual) {
        assertThat(Arrays.mismatch(expected, actual))
                .as("the first byte that differs")
                .isEqualTo(-1);
    }

    private void deleteRoom(String room) {
        try {
            files.deleteRoom(room);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
