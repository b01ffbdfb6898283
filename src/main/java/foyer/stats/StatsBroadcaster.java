package foyer.stats;

import foyer.cluster.StoreUnavailableException;
import foyer.engineio.Timers;
import foyer.socketio.Message;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;

/**
 * Tells everybody of changes (contract section 7), those of other nodes too: the first at once, later ones together, at most
 * once per interval. Each broadcast is encoded once, and may be dropped by clients that do not keep up. With very many sockets they
 * come less often than once per interval, so that they take no more than a small part of a node's time. Any thread may report a change.
 */
public final class StatsBroadcaster {

    private static final System.Logger LOG = System.getLogger(StatsBroadcaster.class.getName());

    /**
     * The rest after a broadcast, for each socket it went to: several times what a delivery was measured to cost
     * (docs/performance.md). Reckoned and not timed: a machine that was held up for a moment is no reason to be silent for seconds.
     */
    private static final Duration REST_PER_SOCKET = Duration.ofNanos(100_000);

    /** The longest rest, in intervals. */
    private static final int MOST_INTERVALS = 10;

    private enum State {
        /** Nothing was sent within the last interval. */
        QUIET,
        /** Something was sent, and nothing has changed since. */
        RESTING,
        /** Something was sent, and something has changed since. */
        DUE
    }

    private final StatsStore store;
    private final StatsSettings settings;
    private final Clock clock;
    private final Timers timers;
    private final Executor executor;
    private final ToIntFunction<Message> everybody;
    private final Runnable otherNodes;
    private final AtomicBoolean news = new AtomicBoolean();
    private final AtomicReference<State> state = new AtomicReference<>(State.QUIET);
    private volatile int sockets;

    /**
     * @param executor runs the broadcasts, which ask the store
     * @param everybody sends to every socket of this node, and gives their number
     * @param otherNodes tells other nodes that something has changed; as often as this node broadcasts, at most
     */
    public StatsBroadcaster(
            StatsStore store,
            StatsSettings settings,
            Clock clock,
            Timers timers,
            Executor executor,
            ToIntFunction<Message> everybody,
            Runnable otherNodes) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.timers = timers;
        this.executor = executor;
        this.everybody = everybody;
        this.otherNodes = otherNodes;
    }

    /** Something that the statistics show was changed by this node. */
    public void changed() {
        news.set(true);
        changedElsewhere();
    }

    /** Something that the statistics show was changed, and the other nodes know that. Never waits. */
    public void changedElsewhere() {
        State before = state.getAndUpdate(now -> now == State.QUIET ? State.RESTING : State.DUE);
        if (before == State.QUIET) {
            begin();
        }
    }

    private void begin() {
        timers.after(interval(), this::intervalOver);
        try {
            executor.execute(this::broadcast);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "No statistics are sent any more: the server is stopping", e);
        }
    }

    private Duration interval() {
        Duration rest = REST_PER_SOCKET.multipliedBy(sockets);
        Duration longest = settings.interval().multipliedBy(MOST_INTERVALS);
        Duration bounded = rest.compareTo(longest) < 0 ? rest : longest;
        return bounded.compareTo(settings.interval()) > 0 ? bounded : settings.interval();
    }

    private void intervalOver() {
        State before = state.getAndUpdate(now -> now == State.DUE ? State.RESTING : State.QUIET);
        if (before == State.DUE) {
            begin();
        }
    }

    private void broadcast() {
        if (news.getAndSet(false)) {
            otherNodes.run();
        }
        try {
            String json = StatsJson.of(store.snapshot(settings.maxUsers()), clock.instant())
                    .toString();
            sockets = everybody.applyAsInt(Message.volatileOf("realtime:stats", json));
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "There are no statistics now: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Statistics could not be sent; the next change tries again", e);
        }
    }
}
