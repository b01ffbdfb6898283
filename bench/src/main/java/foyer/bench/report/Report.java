package foyer.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** All results, and their medians. */
public final class Report {

    private final List<Result> results = new ArrayList<>();

    /** Adds a result. */
    public void add(Result result) {
        results.add(result);
    }

    /** Every run. */
    public List<Result> results() {
        return List.copyOf(results);
    }

    /** The scenarios, in the order in which they were played. */
    public List<String> scenarios() {
        Set<String> names = new LinkedHashSet<>();
        results.forEach(result -> names.add(result.scenario()));
        return List.copyOf(names);
    }

    /** The targets' names and titles, in the order in which they were measured. */
    public Map<String, String> targets() {
        Map<String, String> titles = new LinkedHashMap<>();
        results.forEach(result -> titles.put(result.target(), result.title()));
        return titles;
    }

    /** The median of a value over a scenario's runs on a target. */
    public OptionalDouble median(String target, String scenario, String value) {
        double[] sorted = results.stream()
                .filter(result ->
                        result.target().equals(target) && result.scenario().equals(scenario))
                .flatMap(result -> Optional.ofNullable(result.values().get(value)).stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2);
    }

    /** The sum of a value over a scenario's runs on a target: for what must not happen even once. */
    public double sum(String target, String scenario, String value) {
        return results.stream()
                .filter(result ->
                        result.target().equals(target) && result.scenario().equals(scenario))
                .mapToDouble(result -> result.values().getOrDefault(value, 0.0))
                .sum();
    }
}
