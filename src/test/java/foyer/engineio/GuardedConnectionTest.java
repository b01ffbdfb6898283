package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rule by itself: nobody is in the streams any more when they are given back. On a server, {@link ConformanceIT} has it. */
@Timeout(20)
class GuardedConnectionTest {

    private final Lent lent = new Lent();
    private final GuardedConnection connection = lent.guarded();

    @Test
    void hasWhatIsReadAndWritten() throws IOException {
        connection.getOutputStream().write(new byte[] {1, 2, 3});
        connection.getOutputStream().write(4);
        connection.getOutputStream().flush();

        assertThat(connection.getInputStream().isReady()).isTrue();
        assertThat(connection.getInputStream().read()).isEqualTo(Lent.READ);
        assertThat(connection.getInputStream().readNBytes(2)).containsExactly(Lent.READ, Lent.READ);
        assertThat(lent.written).hasValue(4);
        assertThat(lent.flushed).hasValue(1);
        assertThat(lent.givenBack).hasValue(0);
    }

    @Test
    void isGivenBackOnceAndAtOnceWhenNobodyIsInside() {
        connection.close();
        connection.close();

        assertThat(lent.steps).containsExactly("end", "given back");
    }

    @Test
    void letsNobodyInOnceItIsClosed() throws IOException {
        List<String> told = new ArrayList<>();
        connection.getInputStream().setReadListener(listener(told, () -> {}));
        connection.startReading();
        connection.close();

        ServletOutputStream out = connection.getOutputStream();
        assertThat(out.isReady()).isTrue(); // so that whoever waits for it comes and is told
        assertThatIOException().isThrownBy(() -> out.write(new byte[] {1})).withMessageContaining("closed");
        assertThatIOException().isThrownBy(() -> out.write(1));
        assertThatIOException().isThrownBy(out::flush);
        assertThat(connection.getInputStream().isReady()).isFalse();
        lent.listener.onDataAvailable();
        lent.listener.onAllDataRead();
        lent.listener.onError(new IOException("too late"));

        assertThat(told).isEmpty();
        assertThat(lent.written).hasValue(0);
        assertThat(lent.flushed).hasValue(0);
    }

    @Test
    void isGivenBackByTheLastOneInsideWhoMayBeTheOneThatCloses() throws IOException {
        connection.getInputStream().setReadListener(listener(new ArrayList<>(), () -> {
            connection.close();
            assertThat(lent.steps).containsExactly("end");
        }));
        connection.startReading();

        lent.listener.onDataAvailable();

        assertThat(lent.steps).containsExactly("end", "given back");
    }

    @Test
    void nobodyIsHeardBeforeItIsTimeToListen() throws IOException {
        List<String> told = new ArrayList<>();
        lent.hasBytes = true;

        connection.getInputStream().setReadListener(listener(told, () -> {}));
        assertThat(told).isEmpty();

        connection.startReading();
        assertThat(told).containsExactly("data");
    }

    @Test
    void isClosedByAnError() throws IOException {
        List<String> told = new ArrayList<>();
        connection.getInputStream().setReadListener(listener(told, () -> {}));
        connection.startReading();

        lent.listener.onError(new IOException("reset"));

        assertThat(told).containsExactly("error");
        assertThat(lent.steps).containsExactly("end", "given back");
    }

    @RepeatedTest(50)
    void nobodyWritesToWhatIsGivenBack() throws Exception {
        int threads = 4;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch begin = new CountDownLatch(1);
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                boolean closes = i < 2;
                writers.add(executor.submit(() -> {
                    begin.await();
                    for (int n = 0; true; n++) {
                        try {
                            connection.getOutputStream().write(n);
                        } catch (IOException e) {
                            return null;
                        }
                        if (closes && n == 20) {
                            connection.close();
                        }
                    }
                }));
            }
            begin.countDown();
            for (Future<?> writer : writers) {
                writer.get(10, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(lent.givenBack).hasValue(1);
        assertThat(lent.writtenTooLate).hasValue(0);
    }

    private static ReadListener listener(List<String> told, Runnable whenDataIsAvailable) {
        return new ReadListener() {
            @Override
            public void onDataAvailable() {
                told.add("data");
                whenDataIsAvailable.run();
            }

            @Override
            public void onAllDataRead() {
                told.add("all");
            }

            @Override
            public void onError(Throwable problem) {
                told.add("error");
            }
        };
    }

    /** Streams, and what becomes of them. */
    private static final class Lent implements WebConnection, GuardedConnection.Lender {
        static final byte READ = 7;

        final List<String> steps = new ArrayList<>();
        final AtomicInteger written = new AtomicInteger();
        final AtomicInteger flushed = new AtomicInteger();
        final AtomicInteger givenBack = new AtomicInteger();
        final AtomicInteger writtenTooLate = new AtomicInteger();
        ReadListener listener;
        boolean hasBytes;

        GuardedConnection guarded() {
            try {
                return new GuardedConnection(this, this);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void end() {
            synchronized (steps) {
                steps.add("end");
            }
        }

        @Override
        public void giveBack() {
            givenBack.incrementAndGet();
            synchronized (steps) {
                steps.add("given back");
            }
        }

        @Override
        public void close() {
            throw new AssertionError("its lender closes it");
        }

        @Override
        public ServletInputStream getInputStream() {
            return new ServletInputStream() {
                @Override
                public boolean isFinished() {
                    return false;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener readListener) {
                    listener = readListener;
                    if (hasBytes) { // as Payara does
                        try {
                            listener.onDataAvailable();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                }

                @Override
                public int read() {
                    return READ;
                }
            };
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener writeListener) {}

                @Override
                public void write(int b) {
                    Thread.yield();
                    written.incrementAndGet();
                    writtenTooLate.addAndGet(givenBack.get());
                }

                @Override
                public void flush() {
                    flushed.incrementAndGet();
                }
            };
        }
    }
}
