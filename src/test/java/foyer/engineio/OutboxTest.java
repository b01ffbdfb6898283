package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final Packet SMALL = Packet.message("x"); // two bytes with its type

    @Test
    void isFullAtItsNumberOfPackets() {
        Outbox outbox = new Outbox(3, 0);

        assertThat(Stream.of(1, 2, 3).allMatch(i -> outbox.offer(SMALL))).isTrue();
        assertThat(outbox.offer(SMALL)).isFalse();
        assertThat(outbox.size()).isEqualTo(3);
    }

    @Test
    void isFullAtItsNumberOfBytes() {
        Outbox outbox = new Outbox(0, 10);

        assertThat(outbox.offer(Packet.message(new byte[8]))).isTrue();
        assertThat(outbox.offer(Packet.message(new byte[3]))).isFalse();
        assertThat(outbox.offer(Packet.message(new byte[2]))).isTrue();
        assertThat(outbox.bytes()).isEqualTo(10);
    }

    @Test
    void takesAnythingWhenItIsEmpty() {
        Outbox outbox = new Outbox(1, 10);

        assertThat(outbox.offer(Packet.message(new byte[1000]))).isTrue();
        outbox.take(1, 1);
        assertThat(outbox.offer(List.of(SMALL, SMALL, SMALL))).isTrue();
    }

    @Test
    void dropsTheNewVolatilePacketWhenThereIsNoRoom() {
        Outbox outbox = new Outbox(1, 0);
        outbox.offer(Packet.message("first"));

        assertThat(outbox.offer(Packet.message("statistics").asVolatile())).isTrue();
        assertThat(texts(outbox)).containsExactly("4first");
    }

    @Test
    void dropsWaitingVolatilePacketsForOneThatMustNotBeLost() {
        Outbox outbox = new Outbox(3, 0);
        outbox.offer(Packet.message("a"));
        outbox.offer(Packet.message("v").asVolatile());
        outbox.offer(Packet.message("b"));

        assertThat(outbox.offer(Packet.message("c"))).isTrue();
        assertThat(texts(outbox)).containsExactly("4a", "4b", "4c");
    }

    @Test
    void takesPacketsThatBelongTogetherAllOrNone() {
        Outbox outbox = new Outbox(3, 0);
        outbox.offer(SMALL);
        outbox.offer(SMALL);

        assertThat(outbox.offer(List.of(SMALL, SMALL))).isFalse();
        assertThat(outbox.size()).isEqualTo(2);
        assertThat(outbox.offer(List.of(SMALL.asVolatile(), SMALL.asVolatile())))
                .isTrue();
        assertThat(outbox.size()).isEqualTo(2);
    }

    @Test
    void countsItsBytesAsPacketsComeAndGo() {
        Outbox outbox = new Outbox(0, 0);
        outbox.offer(Packet.message(new byte[5]));
        outbox.offer(Packet.message(new byte[7]).asVolatile());
        outbox.take(1, 0);

        assertThat(outbox.bytes()).isEqualTo(7);
        outbox.clear();
        assertThat(outbox.bytes()).isZero();
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void handsOutUpToABoundButAlwaysOne() {
        Outbox outbox = new Outbox(0, 0);
        Stream.of(4, 4, 4).forEach(size -> outbox.offer(Packet.message(new byte[size])));

        assertThat(outbox.take(Integer.MAX_VALUE, 8)).hasSize(2);
        outbox.offer(SMALL);
        assertThat(outbox.take(Integer.MAX_VALUE, 1)).hasSize(1);
    }

    private static List<String> texts(Outbox outbox) {
        return outbox.take(Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
                .map(Packet::encoded)
                .toList();
    }
}
