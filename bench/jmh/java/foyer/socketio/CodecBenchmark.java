package foyer.socketio;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading and writing one chat message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

    private static final String MESSAGE =
            "{\"type\":\"text\",\"content\":\"The quick brown fox jumps over the lazy dog, and so on\",\"id\":\"c-17\"}";

    private final String packet = "2[\"chat:message\"," + MESSAGE + "]";
    private final PacketDecoder decoder = new PacketDecoder(SocketIoOptions.defaults());

    /** The packet of a client, checked and split. */
    @Benchmark
    public Object decode() throws Exception {
        return decoder.text(packet);
    }

    /** The members of its argument, as the relay looks at them. */
    @Benchmark
    public Object members() {
        return JsonMembers.of(MESSAGE).orElseThrow().text("content");
    }

    /** The packet for the partner. */
    @Benchmark
    public List<?> encode() {
        return PacketEncoder.event("/", "chat:message", Arguments.of(MESSAGE));
    }
}
