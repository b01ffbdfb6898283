package foyer.bench.scenario;

import foyer.bench.measure.Measurement;
import foyer.bench.net.Ascii;
import foyer.bench.net.WebSocket;
import foyer.bench.server.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the container itself costs: texts of a chat message's size, echoed by an application of three lines. */
public final class Floor implements Scenario {

    private static final int CONNECTIONS = 100;
    private static final int UNDER_WAY = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Of a chat message's size. */
    static final byte[] TEXT = Ascii.bytes("x".repeat(120));

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public boolean suits(Target target) {
        return target.protocol() == Target.Protocol.ECHO;
    }

    @Override
    public void play(Stage stage) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            lines.add(new Line(stage));
        }
        if (!stage.loop().runUntil(() -> lines.stream().allMatch(line -> line.open), PATIENCE)) {
            throw new IllegalStateException("not all connections were opened");
        }
        stage.measure(name(), measurement -> {
            for (int i = 0; i < UNDER_WAY; i++) {
                lines.forEach(line -> line.begin(measurement));
            }
            stage.loop().runFor(stage.plan().seconds());
            lines.forEach(line -> line.over = true);
            if (!stage.loop().runUntil(() -> lines.stream().allMatch(line -> line.underWay == 0), PATIENCE)) {
                measurement.lost(lines.stream().mapToLong(line -> line.underWay).sum());
            }
            measurement.stopWatch();
        });
        lines.forEach(line -> line.socket.hangUp());
    }

    private static final class Line implements WebSocket.Listener {
        private final WebSocket socket;
        private final long[] sent = new long[UNDER_WAY];
        private Measurement measurement;
        private boolean open;
        private boolean over;
        private int underWay;
        private int said;
        private int heard;

        Line(Stage stage) {
            socket = new WebSocket(stage.loop(), stage.address(), "/echo", this);
            socket.open();
        }

        void begin(Measurement newMeasurement) {
            measurement = newMeasurement;
            over = false;
            say();
        }

        private void say() {
            underWay++;
            sent[said++ % UNDER_WAY] = System.nanoTime();
            socket.send(TEXT);
        }

        @Override
        public void onOpen() {
            open = true;
        }

        @Override
        public void onText(byte[] bytes, int offset, int length) {
            underWay--;
            measurement.done(System.nanoTime() - sent[heard++ % UNDER_WAY]);
            if (!over) {
                say();
            }
        }

        @Override
        public void onLost(String why) {
            measurement.error(why);
        }
    }
}
