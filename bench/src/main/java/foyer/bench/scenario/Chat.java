package foyer.bench.scenario;

import foyer.bench.measure.Measurement;
import foyer.bench.scenario.Pairs.Chatter;
import foyer.bench.server.Target;
import java.time.Duration;
import java.util.List;

/**
 * Matched guests who write to each other: each message is relayed to the partner and confirmed to the sender. At a fixed rate, or
 * as fast as messages arrive, some of each guest's being under way at any time.
 */
public final class Chat implements Scenario {

    private static final int PAIRS = 50;
    private static final int UNDER_WAY = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final double perSecond;
    private final int nodes;

    private Chat(String name, double perSecond, int nodes) {
        this.name = name;
        this.perSecond = perSecond;
        this.nodes = nodes;
    }

    /** So many messages a second, by all guests together. */
    public static Chat paced(double perSecond) {
        return new Chat("chat-paced", perSecond, 1);
    }

    /** As many as there can be. */
    public static Chat full() {
        return new Chat("chat", 0, 1);
    }

    /** As many as there can be, from node to node. */
    public static Chat across() {
        return new Chat("cluster", 0, 2);
    }

    /** So many messages a second from node to node. */
    public static Chat acrossPaced(double perSecond) {
        return new Chat("cluster-paced", perSecond, 2);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean suits(Target target) {
        return target.protocol() != Target.Protocol.ECHO && target.nodes() == nodes;
    }

    @Override
    public void play(Stage stage) {
        Pairs pairs = Pairs.meet(stage, stage.plan().guests(2 * PAIRS) / 2);
        stage.measure(name, measurement -> new Run(stage, pairs.chatters(), measurement).play());
        pairs.leave();
    }

    private final class Run implements Chatter.Hearer {
        private final Stage stage;
        private final List<Chatter> chatters;
        private final Measurement measurement;
        private int turn;
        private boolean over;

        Run(Stage stage, List<Chatter> chatters, Measurement measurement) {
            this.stage = stage;
            this.chatters = chatters;
            this.measurement = measurement;
        }

        void play() {
            chatters.forEach(chatter -> chatter.begin(this));
            if (perSecond > 0) {
                Pace.keep(
                        stage.loop(),
                        perSecond,
                        stage.plan().seconds(),
                        meant -> chatters.get(turn++ % chatters.size()).say(meant));
            } else {
                for (int i = 0; i < UNDER_WAY; i++) {
                    chatters.forEach(chatter -> chatter.say(System.nanoTime()));
                }
                stage.loop().runFor(stage.plan().seconds());
            }
            over = true;
            boolean all = stage.loop()
                    .runUntil(
                            () -> chatters.stream().allMatch(chatter -> chatter.missing() + chatter.unconfirmed() == 0),
                            PATIENCE);
            measurement.stopWatch();
            if (!all) {
                measurement.lost(chatters.stream().mapToLong(Chatter::missing).sum());
                if (chatters.stream().anyMatch(chatter -> chatter.unconfirmed() > 0)) {
                    measurement.error("chat:message:sent did not come for some");
                }
                chatters.forEach(Chatter::forget);
            }
        }

        @Override
        public void arrived(Chatter sender, long meantNanos) {
            measurement.done(System.nanoTime() - meantNanos);
            if (!over && perSecond == 0) {
                sender.say(System.nanoTime());
            }
        }

        @Override
        public void outOfSequence(Chatter sender) {
            measurement.duplicated();
            if (!over && perSecond == 0) {
                sender.say(System.nanoTime());
            }
        }

        @Override
        public void ended(String why) {
            measurement.error(why);
        }
    }
}
