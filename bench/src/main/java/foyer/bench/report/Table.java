package foyer.bench.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** The medians as a table in Markdown, for the terminal and for {@code docs/performance.md}. */
public final class Table {

    private final Report report;

    /** A table of these results. */
    public Table(Report report) {
        this.report = report;
    }

    /** The whole table. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        for (String scenario : report.scenarios()) {
            text.append("\n### ").append(scenario).append("\n\n");
            boolean run = report.targets().keySet().stream()
                    .anyMatch(target ->
                            report.median(target, scenario, Result.CPU).isPresent());
            text.append(run ? runs(scenario) : notes(scenario));
        }
        return text.toString();
    }

    private String runs(String scenario) {
        StringBuilder text = new StringBuilder("""
                | | server CPU per operation | in the kernel | operations/s | p50 | p99 | p99.9 | errors, lost, out of sequence |
                |---|---:|---:|---:|---:|---:|---:|---:|
                """);
        report.targets().forEach((target, title) -> {
            if (report.median(target, scenario, Result.CPU).isPresent()) {
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s µs | %s µs | %s | %s ms | %s ms | %s ms | %.0f, %.0f, %.0f |%n",
                        title,
                        number(target, scenario, Result.CPU),
                        number(target, scenario, Result.SYSTEM),
                        number(target, scenario, Result.THROUGHPUT),
                        number(target, scenario, "p50Millis"),
                        number(target, scenario, "p99Millis"),
                        number(target, scenario, "p999Millis"),
                        report.sum(target, scenario, "errors"),
                        report.sum(target, scenario, "lost"),
                        report.sum(target, scenario, "outOfSequence")));
            }
        });
        return text.toString();
    }

    private String notes(String scenario) {
        StringBuilder text = new StringBuilder("| | | |\n|---|---|---:|\n");
        report.targets()
                .forEach((target, title) -> report.results().stream()
                        .filter(result -> result.target().equals(target)
                                && result.scenario().equals(scenario))
                        .findFirst()
                        .ifPresent(result -> result.values().keySet().stream()
                                .sorted()
                                .forEach(value -> text.append("| ")
                                        .append(title)
                                        .append(" | ")
                                        .append(value)
                                        .append(" | ")
                                        .append(number(target, scenario, value))
                                        .append(" |\n"))));
        return text.toString();
    }

    private String number(String target, String scenario, String value) {
        return number(report.median(target, scenario, value));
    }

    static String number(OptionalDouble value) {
        return value.isEmpty() ? "–" : number(value.getAsDouble());
    }

    /** Three digits or so that matter. */
    static String number(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
