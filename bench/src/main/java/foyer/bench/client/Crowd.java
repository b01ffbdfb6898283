package foyer.bench.client;

import foyer.bench.net.Loop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.LongConsumer;

/** Guests who connect and stay. */
public final class Crowd {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Loop loop;
    private final InetSocketAddress server;
    private final Guest.Listener listener;
    private final List<Guest> guests = new ArrayList<>();
    private long errors;
    private String firstError = "";
    private Runnable ended = () -> {};

    /** @param listener hears of every guest's events, and of ends that nobody asked for */
    public Crowd(Loop loop, InetSocketAddress server, Guest.Listener listener) {
        this.loop = loop;
        this.server = server;
        this.listener = listener;
    }

    /** A crowd nobody listens to. */
    public Crowd(Loop loop, InetSocketAddress server) {
        this(loop, server, new Guest.Listener() {});
    }

    /** Those who are there, in the order in which they were established. */
    public List<Guest> guests() {
        return guests;
    }

    /** How many were refused or lost. */
    public long errors() {
        return errors;
    }

    /** What the first of these was told. */
    public String firstError() {
        return firstError;
    }

    /**
     * Connects a guest for each token, some at a time, and waits until all are established.
     *
     * @param atOnce how many may be on their way at once
     * @param nanos is given each one's time, from the beginning of its connection to {@code connection:established}
     */
    public void add(List<String> tokens, int atOnce, LongConsumer nanos) {
        Queue<String> left = new ArrayDeque<>(tokens);
        int expected = guests.size() + tokens.size();
        long failedBefore = errors;
        Starter starter = new Starter(left, nanos);
        for (int i = 0; i < atOnce; i++) {
            starter.next();
        }
        if (!loop.runUntil(() -> guests.size() + errors - failedBefore == expected, PATIENCE)) {
            throw new IllegalStateException(guests.size() + " of " + expected + " guests came within "
                    + PATIENCE.toSeconds() + " s; " + firstError);
        }
    }

    /** Everybody disconnects, and is waited for. */
    public void leave() {
        guests.forEach(Guest::disconnect);
        int[] left = {guests.size()};
        ended = () -> left[0]--;
        loop.runUntil(() -> left[0] == 0, Duration.ofSeconds(20));
        guests.forEach(Guest::drop);
        guests.clear();
        ended = () -> {};
    }

    /** Everybody's line is cut. */
    public void drop() {
        guests.forEach(Guest::drop);
        guests.clear();
    }

    private final class Starter {
        private final Queue<String> left;
        private final LongConsumer nanos;

        Starter(Queue<String> left, LongConsumer nanos) {
            this.left = left;
            this.nanos = nanos;
        }

        void next() {
            String token = left.poll();
            if (token != null) {
                new Guest(loop, server, token, new Arrival(this, System.nanoTime())).connect();
            }
        }
    }

    private final class Arrival implements Guest.Listener {
        private final Starter starter;
        private final long began;

        Arrival(Starter starter, long began) {
            this.starter = starter;
            this.began = began;
        }

        @Override
        public void onEstablished(Guest guest) {
            starter.nanos.accept(System.nanoTime() - began);
            guests.add(guest);
            listener.onEstablished(guest);
            starter.next();
        }

        @Override
        public void onEvent(Guest guest, byte[] bytes, int offset, int length) {
            listener.onEvent(guest, bytes, offset, length);
        }

        @Override
        public void onEnded(Guest guest, String why) {
            if (guest.isLeaving()) {
                ended.run();
                return;
            }
            errors++;
            if (firstError.isEmpty()) {
                firstError = why;
            }
            listener.onEnded(guest, why);
            if (!guest.isEstablished()) {
                starter.next();
            }
        }
    }
}
