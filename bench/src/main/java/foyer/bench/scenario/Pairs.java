package foyer.bench.scenario;

import foyer.bench.client.Guest;
import foyer.bench.client.Tokens;
import foyer.bench.net.Ascii;
import foyer.bench.net.Loop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Pairs of guests who were matched, the two of a pair on different nodes where there are several. */
final class Pairs {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] MATCH = Ascii.bytes("42[\"user:match\"]");
    private static final byte[] SEARCHING = Guest.event("user:match:searching");
    private static final byte[] MATCHED = Guest.event("user:matched");

    private final Loop loop;
    private final List<Chatter> chatters = new ArrayList<>();

    private Pairs(Loop loop) {
        this.loop = loop;
    }

    static Pairs meet(Stage stage, int count) {
        List<InetSocketAddress> nodes = stage.server().nodes();
        Pairs pairs = new Pairs(stage.loop());
        for (int i = 0; i < count; i++) {
            Chatter one = pairs.arrive(stage, nodes.get(0));
            Chatter other = pairs.arrive(stage, nodes.get(nodes.size() - 1));
            one.partner = other;
            other.partner = one;
            one.guest.send(MATCH);
            pairs.await("nobody was told to search", () -> one.searching);
            other.guest.send(MATCH);
            pairs.await("two guests were not matched", () -> one.matched && other.matched);
        }
        return pairs;
    }

    /** All of them; partners stand side by side. */
    List<Chatter> chatters() {
        return chatters;
    }

    void leave() {
        chatters.forEach(chatter -> chatter.guest.disconnect());
        loop.runFor(Duration.ofSeconds(1));
        chatters.forEach(chatter -> chatter.guest.drop());
    }

    private Chatter arrive(Stage stage, InetSocketAddress node) {
        Chatter chatter = new Chatter();
        try (Tokens tokens = stage.tokens(node)) {
            chatter.guest = new Guest(loop, node, tokens.take(1).get(0), chatter);
        }
        chatter.guest.connect();
        await("a guest could not connect", chatter.guest::isEstablished);
        chatters.add(chatter);
        return chatter;
    }

    private void await(String otherwise, BooleanSupplier condition) {
        if (!loop.runUntil(condition, PATIENCE)) {
            throw new IllegalStateException(otherwise + " within " + PATIENCE.toSeconds() + " s");
        }
    }

    /**
     * One of a pair. Messages carry their number within the sender's; a chatter knows which its partner's next is, and when
     * each was meant to be sent.
     */
    static final class Chatter implements Guest.Listener {

        private static final int REMEMBERED = 1 << 14;
        private static final int DIGITS = 10;
        private static final byte[] MESSAGE = Guest.event("chat:message");
        private static final byte[] SENT = Guest.event("chat:message:sent");
        private static final byte[] CONTENT = Ascii.bytes("\"content\":\"");

        private final byte[] packet = Ascii.bytes("42[\"chat:message\",{\"type\":\"text\",\"content\":\"0000000000"
                + " the quick brown fox jumps over the lazy dog, and so on\"}]");
        private final int numberAt = Ascii.find(packet, 0, packet.length, CONTENT) + CONTENT.length;
        private final long[] meant = new long[REMEMBERED];
        private Guest guest;
        private Chatter partner;
        private Hearer hearer;
        private boolean searching;
        private boolean matched;
        private long said;
        private long heard;
        private long confirmed;

        /** Hears what becomes of messages. */
        interface Hearer {

            /** The sender's next message has arrived at the partner. */
            void arrived(Chatter sender, long meantNanos);

            /** Another one than the next. */
            void outOfSequence(Chatter sender);

            /** A socket was lost. */
            void ended(String why);
        }

        void begin(Hearer newHearer) {
            hearer = newHearer;
        }

        void say(long meantNanos) {
            long number = said++;
            meant[(int) (number % REMEMBERED)] = meantNanos;
            for (int i = DIGITS - 1; i >= 0; i--) {
                packet[numberAt + i] = (byte) ('0' + number % 10);
                number /= 10;
            }
            guest.send(packet);
        }

        /** How many of its messages have not arrived at the partner. */
        long missing() {
            return said - partner.heard;
        }

        /** How many of its messages have not been confirmed with {@code chat:message:sent}. */
        long unconfirmed() {
            return said - confirmed;
        }

        /** Forgets what is missing. */
        void forget() {
            partner.heard = said;
            confirmed = said;
        }

        @Override
        public void onEvent(Guest me, byte[] bytes, int offset, int length) {
            if (Ascii.startsWith(bytes, offset, length, MESSAGE)) {
                int at = Ascii.find(bytes, offset, length, CONTENT) + CONTENT.length;
                long number = Ascii.number(bytes, at, offset + length);
                if (number == heard) {
                    heard++;
                    hearer.arrived(partner, partner.meant[(int) (number % REMEMBERED)]);
                } else {
                    heard = Math.max(heard, number + 1);
                    hearer.outOfSequence(partner);
                }
            } else if (Ascii.startsWith(bytes, offset, length, SENT)) {
                confirmed++;
            } else if (Ascii.startsWith(bytes, offset, length, SEARCHING)) {
                searching = true;
            } else if (Ascii.startsWith(bytes, offset, length, MATCHED)) {
                String expected = "\"id\":\"" + partner.guest.userId() + "\"";
                matched = Ascii.find(bytes, offset, length, Ascii.bytes(expected)) > 0;
            }
        }

        @Override
        public void onEnded(Guest me, String why) {
            if (!me.isLeaving() && hearer != null) {
                hearer.ended(why);
            }
        }
    }
}
