package foyer.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void eachAddressIsCountedForItself() {
        tally.add("192.0.2.1");
        tally.add("192.0.2.1");
        tally.add("192.0.2.2");

        assertThat(tally.count("192.0.2.1")).isEqualTo(2);
        assertThat(tally.count("192.0.2.2")).isEqualTo(1);
        assertThat(tally.count("192.0.2.3")).isZero();
    }

    @Test
    void whoHasGoneIsForgotten() {
        tally.add("192.0.2.1");
        tally.add("192.0.2.1");
        tally.remove("192.0.2.1");
        assertThat(tally.isEmpty()).isFalse();
        tally.remove("192.0.2.1");

        assertThat(tally.count("192.0.2.1")).isZero();
        assertThat(tally.isEmpty()).isTrue();
        tally.remove("192.0.2.1");
        assertThat(tally.count("192.0.2.1")).isZero();
    }

    @Test
    void itIsExactHoweverManyCount() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> IntStream.range(0, 20_000).forEach(n -> {
                    tally.add("192.0.2." + n % 3);
                    tally.remove("192.0.2." + n % 3);
                })))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(tally.isEmpty()).isTrue();
    }
}
