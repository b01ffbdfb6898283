package foyer.cluster;

import foyer.engineio.Mailbox;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Hands the letters of the bus to those who handle them: each lane in its order, different lanes at the same time. A letter whose
 * handling never waits is handled on the bus' own thread when nothing of its lane is before it, as a message relayed is; the
 * others on the workers.
 */
public final class Letters implements Bus.Listener {

    private static final System.Logger LOG = System.getLogger(Letters.class.getName());

    /** Lanes share these; a power of two, and many more than there are workers. */
    private static final int STRIPES = 128;

    /** Letters that may wait in each. */
    private static final int CAPACITY = 10_000;

    private final Map<String, Consumer<Letter>> handlers = new HashMap<>();
    private final Map<String, Consumer<Letter>> swift = new HashMap<>();
    private final List<Runnable> repairs = new ArrayList<>();
    private final List<Mailbox> stripes;

    /** @param workers where handling may wait */
    public Letters(Executor workers) {
        stripes = IntStream.range(0, STRIPES)
                .mapToObj(i -> new Mailbox(workers, CAPACITY))
                .toList();
        stripes.forEach(Mailbox::open);
    }

    /** Adds the handler of a kind, which may wait; before the first letter comes. */
    public Letters on(String kind, Consumer<Letter> handler) {
        handlers.put(kind, handler);
        return this;
    }

    /** Adds the handler of a kind which never waits for anything. */
    public Letters onSwift(String kind, Consumer<Letter> handler) {
        swift.put(kind, handler);
        return this;
    }

    /** Adds what is to be done when letters may have been missed; it returns at once. */
    public Letters onMissed(Runnable repair) {
        repairs.add(repair);
        return this;
    }

    @Override
    public void onLetter(Letter letter) {
        Mailbox stripe = stripes.get(Math.floorMod(letter.lane().hashCode(), STRIPES));
        Consumer<Letter> inline = swift.get(letter.kind());
        boolean taken = inline != null
                ? stripe.run(() -> inline.accept(letter))
                : stripe.post(() ->
                        handlers.getOrDefault(letter.kind(), Letters::unknown).accept(letter));
        if (!taken) {
            LOG.log(Level.WARNING, "Too many letters of other nodes wait; one of kind {0} was dropped", letter.kind());
            onGap();
        }
    }

    @Override
    public void onGap() {
        repairs.forEach(Runnable::run);
    }

    /** A newer version of Foyer may send more than this one knows. */
    private static void unknown(Letter letter) {
        LOG.log(Level.DEBUG, "A letter of kind {0} is not understood", letter.kind());
    }
}
