package foyer.bench.report;

import foyer.bench.measure.Measurement;
import foyer.bench.server.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run of one scenario.
 *
 * @param target the target's name
 * @param title the target's title
 * @param scenario the scenario's name
 * @param values what was measured, by name; the names say the units
 */
public record Result(String target, String title, String scenario, Map<String, Double> values) {

    /** Server CPU time for one operation, in microseconds. */
    public static final String CPU = "cpuMicrosPerOperation";

    /** What of it was spent in the kernel. */
    public static final String SYSTEM = "systemMicrosPerOperation";

    /** Operations a second. */
    public static final String THROUGHPUT = "operationsPerSecond";

    /** Something measured in its own way. */
    public static Result of(Target target, String scenario, Map<String, Double> values) {
        return new Result(target.name(), target.title(), scenario, values);
    }

    /** A measured run. */
    public static Result of(Target target, String scenario, Measurement run) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("operations", (double) run.operations());
        values.put("seconds", run.seconds());
        values.put(THROUGHPUT, run.operations() / run.seconds());
        values.put(CPU, run.cpuMicrosPerOperation());
        values.put(SYSTEM, run.systemMicrosPerOperation());
        values.put("p50Millis", run.millisAt(50));
        values.put("p99Millis", run.millisAt(99));
        values.put("p999Millis", run.millisAt(99.9));
        values.put("errors", (double) run.errors());
        values.put("lost", (double) run.lost());
        values.put("outOfSequence", (double) run.duplicates());
        return of(target, scenario, values);
    }
}
