package foyer.store.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.config.BadConfigurationException;
import foyer.file.FileDraft;
import foyer.file.FileStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFilesTest extends FileStoreContract {

    @TempDir
    private Path parent;

    private volatile Instant now = NOW;
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);

    @Override
    protected DirectoryFiles open(long mostBytes) {
        return DirectoryFiles.open(parent, mostBytes, clock);
    }

    @Override
    protected List<String> contents() {
        try {
            return onDisk();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean isIdle() {
        return ((DirectoryFiles) files).isIdle();
    }

    @Override
    protected void pass(Duration time) {
        now = now.plus(time);
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

        DirectoryFiles other = DirectoryFiles.open(parent, 0, clock);

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
        DirectoryFiles closing = DirectoryFiles.open(own, 0, clock);
        FileDraft draft = closing.begin(id(1));
        draft.write(TEN, 0, 10);
        closing.close();
        draft.close();

        assertThat(own).isEmptyDirectory();
    }

    @Test
    void theDirectoryIsForItsOwnerAlone() throws IOException {
        Path own = parent.resolve("new");
        DirectoryFiles other = DirectoryFiles.open(own, 0, clock);
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
            assertThatThrownBy(() -> DirectoryFiles.open(wrong, 0, clock))
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
            DirectoryFiles.open(parent, 0, clock).close();
            assertThat(living.resolve(id(1))).exists();
        }
    }

    private List<String> onDisk() throws IOException {
        try (Stream<Path> all = Files.walk(parent)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d{22}"))
                    .sorted()
                    .toList();
        }
    }
}
