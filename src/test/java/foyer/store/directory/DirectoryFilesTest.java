package foyer.store.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.config.BadConfigurationException;
import foyer.file.FileCategory;
import foyer.file.FileDraft;
import foyer.file.FileType;
import foyer.file.RoomClosedException;
import foyer.file.StoreFullException;
import foyer.file.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFilesTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final byte[] TEN = "0123456789".getBytes();

    @TempDir
    private Path parent;

    private DirectoryFiles files;

    @BeforeEach
    void open() {
        files = DirectoryFiles.open(parent, 100);
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void aFileIsFoundOnceItIsKept() throws IOException {
        try (FileDraft draft = files.begin(id(1))) {
            draft.enter("room");
            draft.write(TEN, 0, 10);
            assertThat(files.find(id(1), NOW)).isEmpty();
            assertThat(files.open(id(1))).isEmpty();
            draft.keep(file(1, "room"));
        }

        assertThat(files.find(id(1), NOW)).contains(file(1, "room"));
        try (SeekableByteChannel content = files.open(id(1)).orElseThrow()) {
            assertThat(content.size()).isEqualTo(10);
        }
        assertThat(onDisk()).containsExactly(id(1));
    }

    @Test
    void aDraftThatIsNotKeptLeavesNothing() throws IOException {
        try (FileDraft draft = files.begin(id(1))) {
            draft.enter("room");
            draft.write(TEN, 0, 10);
        }

        assertThat(onDisk()).isEmpty();
        assertThat(files.isIdle()).isTrue();
    }

    @Test
    void theFilesOfARoomEndWithIt() throws IOException {
        keep(1, "room");
        keep(2, "room");
        keep(3, "other");

        assertThat(files.deleteRoom("room")).isEqualTo(2);
        assertThat(files.deleteRoom("room")).isZero();
        assertThat(files.find(id(1), NOW)).isEmpty();
        assertThat(files.open(id(2))).isEmpty();
        assertThat(onDisk()).containsExactly(id(3));
        keep(4, "room");
        assertThat(files.find(id(4), NOW)).isPresent();
    }

    @Test
    void whoHasAFileOpenReadsItToItsEnd() throws IOException {
        keep(1, "room");
        try (SeekableByteChannel content = files.open(id(1)).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate(20);
            content.read(bytes.limit(4));
            files.deleteRoom("room");
            content.read(bytes.limit(20));

            assertThat(onDisk()).isEmpty();
            assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(TEN));
        }
    }

    @Test
    void aDraftEndsWithItsRoomAndIsGoneAtOnce() throws IOException {
        FileDraft writing = files.begin(id(1));
        FileDraft written = files.begin(id(2));
        FileDraft elsewhere = files.begin(id(3));
        for (FileDraft draft : List.of(writing, written)) {
            draft.enter("room");
            draft.write(TEN, 0, 10);
        }
        files.deleteRoom("room");

        assertThat(onDisk()).containsExactly(id(3));
        assertThatThrownBy(() -> writing.write(TEN, 0, 10)).isInstanceOf(RoomClosedException.class);
        assertThatThrownBy(() -> written.keep(file(2, "room"))).isInstanceOf(RoomClosedException.class);
        elsewhere.enter("other");
        elsewhere.keep(file(3, "other"));
        Stream.of(writing, written, elsewhere).forEach(FileDraft::close);
        assertThat(onDisk()).containsExactly(id(3));
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
                files.deleteRoom("room");
            });
            deleter.start();
            await(start);
            try (draft) {
                draft.keep(file);
            } catch (RoomClosedException e) {
                // It lost.
            }
            deleter.join();
            assertThat(files.find(id, NOW)).isEmpty();
            assertThat(onDisk()).isEmpty();
        }
        assertThat(files.isIdle()).isTrue();
    }

    @Test
    void filesExpire() throws IOException {
        keep(1, "room");
        Instant end = file(1, "room").expiresAt();

        assertThat(files.deleteExpired(end.minusMillis(1))).isZero();
        assertThat(files.find(id(1), end)).as("even before they are swept").isEmpty();
        assertThat(files.deleteExpired(end)).isEqualTo(1);
        assertThat(onDisk()).isEmpty();
        assertThat(files.isIdle()).isTrue();
    }

    @Test
    void thereIsRoomForSoMuchAndNoMore() throws IOException {
        for (int i = 0; i < 9; i++) {
            keep(i, "room");
        }
        try (FileDraft draft = files.begin(id(9))) {
            draft.write(TEN, 0, 10);
            assertThatThrownBy(() -> draft.write(TEN, 0, 1)).isInstanceOf(StoreFullException.class);
        }
        files.deleteRoom("room");
        for (int i = 0; i < 10; i++) {
            keep(i, "room");
        }
    }

    @Test
    void whatADeadProcessLeftIsRemovedAndNothingElse() throws IOException {
        Path dead = Files.createDirectory(parent.resolve("foyer-files-" + UUID.randomUUID()));
        Files.createFile(dead.resolve("lock"));
        Files.createFile(dead.resolve(id(1)));
        Path withSomethingElse = Files.createDirectory(parent.resolve("foyer-files-" + UUID.randomUUID()));
        Files.createFile(withSomethingElse.resolve("lock"));
        Files.createFile(withSomethingElse.resolve("precious.txt"));
        Path notOurs = Files.createDirectory(parent.resolve("foyer-files-of-mine"));
        Files.createFile(notOurs.resolve("lock"));
        Path withoutLock = Files.createDirectory(parent.resolve("foyer-files-" + UUID.randomUUID()));
        Path linked = Files.createDirectory(parent.resolve("linked"));
        Files.createFile(linked.resolve("lock"));
        Files.createFile(linked.resolve(id(2)));
        Path link = Files.createSymbolicLink(parent.resolve("foyer-files-" + UUID.randomUUID()), linked);
        keep(3, "room");

        DirectoryFiles other = DirectoryFiles.open(parent, 0);

        assertThat(dead).doesNotExist();
        assertThat(withSomethingElse.resolve("precious.txt")).exists();
        assertThat(notOurs.resolve("lock")).exists();
        assertThat(withoutLock).exists();
        assertThat(link.resolve(id(2))).exists();
        assertThat(files.open(id(3))).as("of a process that lives").isPresent();
        other.close();
    }

    @Test
    void whenTheStoreClosesNothingIsLeft() throws IOException {
        Path own = parent.resolve("made/for/it");
        DirectoryFiles closing = DirectoryFiles.open(own, 0);
        FileDraft draft = closing.begin(id(1));
        draft.write(TEN, 0, 10);
        closing.close();
        draft.close();

        assertThat(own).isEmptyDirectory();
    }

    @Test
    void theDirectoryIsForItsOwnerAlone() throws IOException {
        Path own = parent.resolve("new");
        DirectoryFiles other = DirectoryFiles.open(own, 0);
        try (Stream<Path> below = Files.walk(own)) {
            assertThat(below.filter(Files::isDirectory))
                    .hasSize(2)
                    .allSatisfy(directory -> assertThat(
                                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                            .isEqualTo("rwx------"));
        }
        other.close();
    }

    @Test
    void aDirectoryThatCannotBeUsedIsNamed() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        for (Path wrong : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(() -> DirectoryFiles.open(wrong, 0))
                    .isInstanceOf(BadConfigurationException.class)
                    .hasMessageContaining("foyer.file.directory is '" + wrong + "'");
        }
    }

    @Test
    void aLeftOverInUseByAnotherApplicationOfThisServerIsLeftAlone() throws IOException {
        Path living = Files.createDirectory(parent.resolve("foyer-files-" + UUID.randomUUID()));
        Files.createFile(living.resolve(id(1)));
        try (FileChannel channel =
                FileChannel.open(living.resolve("lock"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.lock();
            DirectoryFiles.open(parent, 0).close();
            assertThat(living.resolve(id(1))).exists();
        }
    }

    private void keep(int number, String room) throws IOException {
        try (FileDraft draft = files.begin(id(number))) {
            draft.enter(room);
            draft.write(TEN, 0, 10);
            draft.keep(file(number, room));
        }
    }

    private static String id(int number) {
        return String.format("%022d", number);
    }

    private static StoredFile file(int number, String room) {
        return new StoredFile(
                id(number),
                room,
                "x.png",
                new FileType("image/png", FileCategory.IMAGE, true),
                10,
                Optional.empty(),
                NOW,
                NOW.plusSeconds(60));
    }

    private List<String> onDisk() throws IOException {
        try (Stream<Path> all = Files.walk(parent)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d{22}"))
                    .sorted()
                    .toList();
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
