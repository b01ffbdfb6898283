package foyer.bench.scenario;

import foyer.bench.client.Crowd;
import foyer.bench.client.Guest;
import foyer.bench.client.Operator;
import foyer.bench.client.Tokens;
import foyer.bench.measure.Measurement;
import foyer.bench.net.Loop;
import foyer.bench.report.Report;
import foyer.bench.report.Result;
import foyer.bench.server.Server;
import foyer.bench.server.Target;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where a scenario is played: a running server, the loop, and somebody who takes notes. */
public final class Stage {

    /** A run that costs less than this part of the cheapest one before shows that compilers are still at work. */
    private static final double STILL_WARMING = 0.97;

    /** So many runs that cost no less show that they are not. */
    private static final int WARM = 2;

    private static final int LONGEST_WARM_UP = 8;

    private final Target target;
    private final Server server;
    private final Loop loop;
    private final Plan plan;
    private final Report report;
    private final Supplier<String> operatorToken;

    /**
     * A stage for one target and its running server.
     *
     * @param operatorToken signs a token for an operator of Foyer; not asked for other servers
     */
    public Stage(Target target, Server server, Loop loop, Plan plan, Report report, Supplier<String> operatorToken) {
        this.target = target;
        this.server = server;
        this.loop = loop;
        this.plan = plan;
        this.report = report;
        this.operatorToken = operatorToken;
    }

    Loop loop() {
        return loop;
    }

    Server server() {
        return server;
    }

    Plan plan() {
        return plan;
    }

    InetSocketAddress address() {
        return server.nodes().get(0);
    }

    Tokens tokens(InetSocketAddress node) {
        return new Tokens(loop, node, target.hasTokens());
    }

    Tokens tokens() {
        return tokens(address());
    }

    /** An operator of the server; empty where there are none. */
    Optional<Operator> operator() {
        return target.hasTokens() ? Optional.of(new Operator(loop, address(), operatorToken.get())) : Optional.empty();
    }

    Crowd crowd(Guest.Listener listener) {
        return new Crowd(loop, address(), listener);
    }

    /** Notes something that is not measured in runs. */
    void note(String scenario, Map<String, Double> values) {
        report.add(Result.of(target, scenario, values));
        System.out.println("  " + scenario + " " + values);
    }

    /**
     * Plays something until the server is warm, and then as often as the plan says, measured each time.
     *
     * @param scenario the name of what is measured
     * @param run plays it once: it begins when called, tells the measurement of each operation, calls
     *     {@link Measurement#stopWatch} after the last, and returns when the server has nothing left to do of it
     */
    void measure(String scenario, Consumer<Measurement> run) {
        if (plan.profile()) {
            server.prepareProfile();
        }
        warmUp(scenario, run);
        if (plan.profile()) {
            server.startProfile();
        }
        for (int i = 1; i <= plan.runs(); i++) {
            Measurement measurement = measured(scenario, i + "/" + plan.runs(), run);
            report.add(Result.of(target, scenario, measurement));
        }
        if (plan.profile()) {
            server.stopProfile(target.name() + "-" + scenario.replace('/', '-'));
        }
    }

    /**
     * Until the time is over and neither of two runs was cheaper than all before; a server that never comes to rest is cut short.
     */
    private void warmUp(String scenario, Consumer<Measurement> run) {
        Duration longest = plan.warmUp().multipliedBy(LONGEST_WARM_UP);
        long began = System.nanoTime();
        int runs = 0;
        int noCheaper = 0;
        double cheapest = Double.MAX_VALUE;
        Duration elapsed;
        do {
            double cost = measured(scenario, "warm-up " + ++runs, run).cpuMicrosPerOperation();
            noCheaper = cost < cheapest * STILL_WARMING ? 0 : noCheaper + 1;
            cheapest = Math.min(cheapest, cost);
            elapsed = Duration.ofNanos(System.nanoTime() - began);
        } while (elapsed.compareTo(plan.warmUp()) < 0 || noCheaper < WARM && elapsed.compareTo(longest) < 0);
    }

    /**
     * Plays something once.
     *
     * @param run 0 for one that only warms the server
     */
    void measureOnce(String scenario, int run, Consumer<Measurement> body) {
        Measurement measurement = measured(scenario, run == 0 ? "warm-up" : run + "/" + plan.runs(), body);
        if (run > 0) {
            report.add(Result.of(target, scenario, measurement));
        }
    }

    private Measurement measured(String scenario, String which, Consumer<Measurement> run) {
        Measurement measurement = new Measurement(server.processes());
        boolean[] over = {false};
        show(scenario, which, measurement, 0, over);
        run.accept(measurement);
        over[0] = true;
        measurement.stop();
        System.out.printf(
                Locale.ROOT,
                "%s  %-16s %-10s %,9.0f op/s  %8.1f µs CPU/op (%.1f kernel)  p50 %.2f  p99 %.2f  p99.9 %.2f ms%s%n",
                System.console() == null ? "" : "\r\033[K",
                scenario,
                which,
                measurement.operations() / measurement.seconds(),
                measurement.cpuMicrosPerOperation(),
                measurement.systemMicrosPerOperation(),
                measurement.millisAt(50),
                measurement.millisAt(99),
                measurement.millisAt(99.9),
                troubles(measurement));
        return measurement;
    }

    private static String troubles(Measurement measurement) {
        String troubles = "";
        if (measurement.errors() > 0) {
            troubles += "  " + measurement.errors() + " ERRORS (" + measurement.firstError() + ")";
        }
        if (measurement.lost() > 0) {
            troubles += "  " + measurement.lost() + " LOST";
        }
        if (measurement.duplicates() > 0) {
            troubles += "  " + measurement.duplicates() + " OUT OF SEQUENCE";
        }
        return troubles;
    }

    /** The line that moves, on a terminal. */
    private void show(String scenario, String which, Measurement measurement, int seconds, boolean[] over) {
        if (over[0] || System.console() == null) {
            return;
        }
        System.out.printf(
                "\r\033[K  %-16s %-10s %3d s  %,d operations%s",
                scenario, which, seconds, measurement.operations(), troubles(measurement));
        System.out.flush();
        loop.after(Duration.ofSeconds(1), () -> show(scenario, which, measurement, seconds + 1, over));
    }
}
