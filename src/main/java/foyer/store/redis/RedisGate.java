package foyer.store.redis;

import foyer.cluster.StoreObserver;
import foyer.cluster.StoreUnavailableException;
import foyer.engineio.Cork;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * The one way to Redis. It is shut by the first call that gets no answer, so that no thread waits for a server that is away; a
 * {@link #probe} opens it again. Any thread may use it; a call takes {@code foyer.redis.timeout} at most, once to get a connection and once to
 * be answered.
 */
final class RedisGate implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RedisGate.class.getName());
    private static final RedisTrouble NOT_YET =
            new RedisTrouble(RedisTrouble.Kind.AWAY, "There has been no connection to Redis yet");

    private final RedisLink link;
    private final String prefix;
    private final Latency latency = new Latency();
    private volatile StoreObserver observer = (nanos, answered) -> {};
    private final AtomicReference<Optional<RedisTrouble>> trouble = new AtomicReference<>(Optional.of(NOT_YET));
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param prefix what every key begins with; the scripts' only key, from which they make all others
     */
    RedisGate(RedisLink link, String prefix) {
        this.link = link;
        this.prefix = prefix;
    }

    /**
     * Takes a step.
     *
     * @throws StoreUnavailableException if Redis is away, slow, full or read-only; the step may have been taken nevertheless when it
     *     was slow
     */
    Reply run(Script script, String... arguments) {
        return guarded(() -> Reply.of(evaluate(script, arguments)));
    }

    /** The same with bytes as the last argument. */
    Reply run(Script script, byte[] last, String... arguments) {
        return guarded(() -> {
            try {
                return Reply.of(link.call(
                        command(Command.EVALSHA, script.sha(), arguments).add(last)));
            } catch (JedisNoScriptException e) {
                return Reply.of(link.call(
                        command(Command.EVAL, script.text(), arguments).add(last)));
            }
        });
    }

    /** A command that is no script; see {@link #run}. */
    Reply call(CommandArguments command) {
        return guarded(() -> Reply.of(link.call(command)));
    }

    /**
     * Takes the same step with each of the arguments, in one round trip.
     *
     * @return the answers, in the order of the arguments
     */
    List<Reply> runAll(Script script, List<String[]> arguments) {
        return guarded(() -> {
            List<Reply> replies = new ArrayList<>(arguments.size());
            List<Object> answers = link.callAll(arguments.stream()
                    .map(each -> command(Command.EVALSHA, script.sha(), each))
                    .toList());
            for (int i = 0; i < answers.size(); i++) {
                replies.add(Reply.of(answerOf(answers.get(i), script, arguments.get(i))));
            }
            return replies;
        });
    }

    /** Several commands that are no scripts, in one round trip; see {@link #run}. */
    List<Reply> callAll(List<CommandArguments> commands) {
        return guarded(() -> link.callAll(commands).stream()
                .map(RedisGate::orThrow)
                .map(Reply::of)
                .toList());
    }

    /** A key of Foyer's, for commands that are no scripts. */
    String key(String name) {
        return prefix + name;
    }

    /** Asks Redis whether it is there and takes writes, whether the gate is shut or not; gives whether it is and does. */
    boolean probe() {
        try {
            evaluate(Script.PROBE);
            pass();
            return true;
        } catch (JedisException e) {
            link.refresh();
            RedisTrouble.of(e).ifPresentOrElse(this::note, () -> away(e.getMessage()));
            return false;
        }
    }

    /** What is wrong with Redis, as far as is known; empty when nothing is. */
    Optional<RedisTrouble> trouble() {
        return trouble.get();
    }

    /** Whether calls are tried. */
    boolean isOpen() {
        return trouble.get()
                .filter(known -> known.kind() == RedisTrouble.Kind.AWAY)
                .isEmpty();
    }

    /** How long Redis has taken to answer. */
    Latency latency() {
        return latency;
    }

    /** Says who hears how long each call has taken. */
    void observe(StoreObserver who) {
        observer = who;
    }

    /** Calls the listener whenever {@link #trouble} has changed, on any thread; it must not wait. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Shuts the gate; a probe opens it again. */
    void away(String message) {
        note(new RedisTrouble(RedisTrouble.Kind.AWAY, message));
    }

    @Override
    public void close() {
        trouble.set(Optional.of(new RedisTrouble(RedisTrouble.Kind.AWAY, "The node stops")));
        link.close();
    }

    private <T> T guarded(Attempt<T> attempt) {
        if (!isOpen()) {
            throw new StoreUnavailableException(
                    trouble.get().map(RedisTrouble::message).orElse("Redis is away"));
        }
        Cork.pull();
        long begun = System.nanoTime();
        boolean answered = false;
        try {
            T answer = attempt.run();
            answered = true;
            return answer;
        } catch (JedisException e) {
            RedisTrouble found = RedisTrouble.of(e)
                    .orElseThrow(() -> new IllegalStateException("Redis did not take what it was asked", e));
            note(found);
            throw new StoreUnavailableException(found.message(), e);
        } finally {
            long took = System.nanoTime() - begun;
            latency.note(took);
            observer.called(took, answered);
        }
    }

    private Object evaluate(Script script, String... arguments) {
        try {
            return link.call(command(Command.EVALSHA, script.sha(), arguments));
        } catch (JedisNoScriptException e) {
            return link.call(command(Command.EVAL, script.text(), arguments));
        }
    }

    private Object answerOf(Object answer, Script script, String... arguments) {
        if (answer instanceof JedisNoScriptException) {
            return evaluate(script, arguments);
        }
        return orThrow(answer);
    }

    private static Object orThrow(Object answer) {
        if (answer instanceof JedisDataException error) {
            throw error;
        }
        return answer;
    }

    private CommandArguments command(Command how, String script, String... arguments) {
        CommandArguments command = new CommandArguments(how).add(script).add(1).key(prefix);
        for (String argument : arguments) {
            command.add(argument);
        }
        return command;
    }

    /** Only what opens the gate forgets what it was shut for: a late answer to an earlier call does not. */
    private void pass() {
        Optional<RedisTrouble> before = trouble.getAndSet(Optional.empty());
        if (before.isPresent()) {
            LOG.log(Level.INFO, "Redis at {0} is there", link);
            tellListeners();
        }
    }

    private void note(RedisTrouble found) {
        if (found.kind() == RedisTrouble.Kind.OWN) {
            LOG.log(Level.WARNING, found.message());
            return;
        }
        Optional<RedisTrouble> before = trouble.getAndSet(Optional.of(found));
        if (before.map(RedisTrouble::kind).filter(found.kind()::equals).isEmpty()) {
            LOG.log(Level.WARNING, "Redis at {0}: {1}", link, found.message());
            tellListeners();
        }
    }

    private void tellListeners() {
        listeners.forEach(Runnable::run);
    }

    private interface Attempt<T> {
        T run();
    }
}
