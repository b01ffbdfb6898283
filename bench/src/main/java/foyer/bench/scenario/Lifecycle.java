package foyer.bench.scenario;

import foyer.bench.client.Guest;
import foyer.bench.client.Tokens;
import foyer.bench.measure.Measurement;
import foyer.bench.net.WebSocket;
import foyer.bench.server.Target;
import java.time.Duration;

/**
 * Guests who come and go: a token, the connection, {@code connection:established}, the disconnect; some at a time, or at a fixed rate. Or the
 * floor of that: an answer of a token's size, a WebSocket, one text echoed, and the end.
 */
public final class Lifecycle implements Scenario {

    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration REST = Duration.ofMillis(300);

    private final String name;
    private final double perSecond;
    private final boolean floor;

    private Lifecycle(String name, double perSecond, boolean floor) {
        this.name = name;
        this.perSecond = perSecond;
        this.floor = floor;
    }

    /** As many as there can be, with sixteen at a time. */
    static Lifecycle full() {
        return new Lifecycle("lifecycle", 0, false);
    }

    /** So many a second. */
    static Lifecycle paced(double perSecond) {
        return new Lifecycle("lifecycle-paced", perSecond, false);
    }

    /** As many as there can be of the container's own, with sixteen at a time. */
    static Lifecycle ofEcho() {
        return new Lifecycle("echo-lifecycle", 0, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean suits(Target target) {
        return floor == (target.protocol() == Target.Protocol.ECHO) && target.nodes() == 1;
    }

    @Override
    public void play(Stage stage) {
        try (Tokens tokens = floor ? new Tokens(stage.loop(), stage.address(), true) : stage.tokens()) {
            stage.measure(name, measurement -> new Run(stage, tokens, measurement).play());
        }
    }

    private final class Run {
        private final Stage stage;
        private final Tokens tokens;
        private final Measurement measurement;
        private int underWay;
        private boolean over;

        Run(Stage stage, Tokens tokens, Measurement measurement) {
            this.stage = stage;
            this.tokens = tokens;
            this.measurement = measurement;
        }

        void play() {
            if (perSecond > 0) {
                Pace.keep(stage.loop(), perSecond, stage.plan().seconds(), this::begin);
            } else {
                for (int i = 0; i < AT_ONCE; i++) {
                    begin(System.nanoTime());
                }
                stage.loop().runFor(stage.plan().seconds());
            }
            over = true;
            if (!stage.loop().runUntil(() -> underWay == 0, PATIENCE)) {
                measurement.lost(underWay);
            }
            measurement.stopWatch();
            stage.loop().runFor(REST);
        }

        private void begin(long meant) {
            underWay++;
            tokens.next(token -> visit(token, meant), failure -> {
                measurement.error(failure);
                ended();
            });
        }

        private void visit(String token, long meant) {
            if (floor) {
                Caller caller = new Caller(meant);
                caller.socket = new WebSocket(stage.loop(), stage.address(), "/echo", caller);
                caller.socket.open();
            } else {
                new Guest(stage.loop(), stage.address(), token, new Visit(meant)).connect();
            }
        }

        private void ended(boolean inOrder, long meant, String why) {
            if (inOrder) {
                measurement.done(System.nanoTime() - meant);
            } else {
                measurement.error(why);
            }
            ended();
        }

        private void ended() {
            underWay--;
            if (!over && perSecond == 0) {
                begin(System.nanoTime());
            }
        }

        private final class Visit implements Guest.Listener {
            private final long meant;

            Visit(long meant) {
                this.meant = meant;
            }

            @Override
            public void onEstablished(Guest guest) {
                guest.disconnect();
            }

            @Override
            public void onEnded(Guest guest, String why) {
                ended(guest.isLeaving(), meant, why);
            }
        }

        /** Where there is only an echo. */
        private final class Caller implements WebSocket.Listener {
            private final long meant;
            private WebSocket socket;
            private boolean heard;

            Caller(long meant) {
                this.meant = meant;
            }

            @Override
            public void onOpen() {
                socket.send(Floor.TEXT);
            }

            @Override
            public void onText(byte[] bytes, int offset, int length) {
                heard = true;
                socket.sayClose();
            }

            @Override
            public void onLost(String why) {
                ended(heard, meant, why);
            }
        }
    }
}
