package foyer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.edge.RateLimit;
import foyer.edge.RateLimiter;
import foyer.store.directory.DirectoryFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs a clock or a race of its own; the forms themselves are tested on the server by {@link FilesIT}. */
class UploadsTest {

    private static final Sender ANN = new Sender("ann", "session of ann", "192.0.2.1");
    private static final String TEXT = "--b\r\nContent-Disposition: form-data; name=file; filename=x.txt\r\n\r\nhello";
    private static final String ROOM = "\r\n--b\r\nContent-Disposition: form-data; name=roomId\r\n\r\nroom\r\n--b--";

    @TempDir
    private Path directory;

    private final AtomicBoolean isMember = new AtomicBoolean(true);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private DirectoryFiles store;
    private RoomFiles files;
    private Uploads uploads;

    @BeforeEach
    void open() {
        FileSettings settings = new FileSettings(directory, 1000, Duration.ofHours(1), 0, 1000, 0, 5);
        RateLimiter allowances = new RateLimiter(new RateLimit(0, Duration.ofHours(1), 0), 10, System::nanoTime);
        Clock clock = Clock.systemUTC();
        store = DirectoryFiles.open(directory, 0, clock);
        files = new RoomFiles(store);
        uploads = new Uploads(
                store,
                (userId, roomId) -> isMember.get(),
                new FileTypes(),
                settings,
                allowances,
                new SecureRandom(),
                clock);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        store.close();
    }

    @Test
    void aFileOfARoomThatEndsMeanwhileIsNotKeptThoughTheRoomIsOpenedAnew() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch reopened = new CountDownLatch(1);
        // The room is known when the second half is waited for.
        String form = ROOM.replace("--b--", "") + TEXT.substring(0, TEXT.length() - 2);
        Future<StoredFile> upload = threads.submit(() -> uploads.receive(
                ANN, UploadKind.FILE, "b", new Halting(form.substring(2), half, reopened, "lo\r\n--b--")));
        assertThat(half.await(5, TimeUnit.SECONDS)).isTrue();
        isMember.set(false);
        files.roomHasEnded("room");
        isMember.set(true);
        reopened.countDown();

        assertThatThrownBy(() -> upload.get(5, TimeUnit.SECONDS)).rootCause().hasMessageContaining("not in this room");
        assertThat(contents()).isZero();
    }

    @Test
    void aMemberMayAndAnybodyElseMayNot() throws IOException {
        assertThat(files.find(receive(ANN).fileId())).isPresent();
        isMember.set(false);

        assertThatThrownBy(() -> receive(ANN))
                .isInstanceOf(UploadRefused.class)
                .hasMessageContaining("not in this room");
        assertThat(contents()).isEqualTo(1);
    }

    @Test
    void slotsAreLimitedAndGivenBack() throws Exception {
        CountDownLatch started = new CountDownLatch(4);
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            threads.submit(() -> uploads.receive(ANN, UploadKind.FILE, "b", new Halting(TEXT, started, go, ROOM)));
        }
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> receive(ANN)).hasMessageContaining("Rate limit");
        assertThatThrownBy(() -> receive(new Sender("bob", "of bob", ANN.network())))
                .hasMessageContaining("Rate limit");
        receive(new Sender("cid", "of cid", "192.0.2.2"));
        go.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        receive(ANN);
        assertThat(contents()).isEqualTo(6);
    }

    @Test
    void whoTricklesIsSentAway() throws IOException {
        AtomicLong now = new AtomicLong();
        InputStream body = new UploadBody(new ByteArrayInputStream(new byte[100_000]), 1_000_000, 1000, now::get);
        assertThat(body.read()).isZero();
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(body.read()).as("time to come up to speed").isZero();
        assertThat(body.readNBytes(20_000)).hasSize(20_000);
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(body.read()).as("fast enough on the average").isZero();
        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThatThrownBy(body::read).isInstanceOf(UploadRefused.class).hasMessageContaining("too slow");
    }

    private StoredFile receive(Sender sender) {
        byte[] form = (TEXT + ROOM).getBytes(StandardCharsets.UTF_8);
        return uploads.receive(sender, UploadKind.FILE, "b", new ByteArrayInputStream(form));
    }

    private long contents() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> path.getFileName().toString().length() == 22)
                    .count();
        }
    }

    /** Gives one half, waits, and gives the other. */
    private static final class Halting extends InputStream {
        private final CountDownLatch reached;
        private final CountDownLatch go;
        private final InputStream first;
        private final InputStream second;

        Halting(String first, CountDownLatch reached, CountDownLatch go, String second) {
            this.first = new ByteArrayInputStream(first.getBytes(StandardCharsets.UTF_8));
            this.second = new ByteArrayInputStream(second.getBytes(StandardCharsets.UTF_8));
            this.reached = reached;
            this.go = go;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = first.read(bytes, offset, length);
            if (count >= 0) {
                return count;
            }
            reached.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return second.read(bytes, offset, length);
        }
    }
}
