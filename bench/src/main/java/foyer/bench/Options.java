package foyer.bench;

import foyer.bench.scenario.Plan;
import foyer.bench.scenario.Scenario;
import foyer.bench.scenario.Scenarios;
import foyer.bench.server.Layout;
import foyer.bench.server.Target;
import foyer.bench.server.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the command line asks for.
 *
 * @param arguments as they were given
 * @param earlier files of earlier results, to be shown with the new ones
 */
record Options(
        List<String> arguments,
        Layout layout,
        List<Target> targets,
        List<Scenario> scenarios,
        Plan plan,
        List<Path> earlier) {

    private static final String USAGE = """
            bench/run.sh [options]
              --targets a,b     only these: %s
              --scenarios a,b   only these: %s
              --runs N          measured runs of each scenario (5); the median counts
              --seconds N       length of a run (5)
              --warm-up N       seconds each scenario is played before it is measured (15);
                                up to eight times as long while it still becomes cheaper
              --quick           one short run of each scenario with a tenth of the guests: does everything work?
              --java-options O  for the servers in Java, in place of -Xmx1g
              --profile         a JFR recording of each scenario, beside the results
              --add FILE        results of an earlier run, to be shown with the new ones; may be given more than once
            """;

    static Options parse(String[] arguments) {
        Layout layout = new Layout(Path.of(System.getProperty("foyer.project", "."))
                .toAbsolutePath()
                .normalize());
        List<String> javaOptions = List.of("-Xmx1g");
        List<Target> targets = new Targets(layout, javaOptions).all();
        List<Scenario> scenarios = Scenarios.all();
        String usage = USAGE.formatted(names(targets, Target::name), names(scenarios, Scenario::name));
        Optional<String> wantedTargets = Optional.empty();
        int runs = 5;
        int seconds = 5;
        int warmUp = 15;
        double scale = 1;
        boolean profile = false;
        List<Path> earlier = new ArrayList<>();
        List<String> left = new ArrayList<>(List.of(arguments));
        try {
            while (!left.isEmpty()) {
                switch (left.remove(0)) {
                    case "--targets" -> wantedTargets = Optional.of(left.remove(0));
                    case "--scenarios" -> scenarios = chosen(scenarios, Scenario::name, left.remove(0));
                    case "--runs" -> runs = Integer.parseInt(left.remove(0));
                    case "--seconds" -> seconds = Integer.parseInt(left.remove(0));
                    case "--warm-up" -> warmUp = Integer.parseInt(left.remove(0));
                    case "--quick" -> {
                        runs = 1;
                        seconds = 1;
                        warmUp = 0;
                        scale = 0.1;
                    }
                    case "--java-options" ->
                        javaOptions = List.of(left.remove(0).split(" "));
                    case "--profile" -> profile = true;
                    case "--add" -> earlier.add(Path.of(left.remove(0)));
                    default -> throw new IllegalArgumentException();
                }
            }
            targets = new Targets(layout, javaOptions).all();
            if (wantedTargets.isPresent()) {
                targets = chosen(targets, Target::name, wantedTargets.get());
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            System.err.println(usage);
            System.exit(2);
        }
        Plan plan = new Plan(runs, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp), scale, profile);
        return new Options(List.of(arguments), layout, targets, scenarios, plan, earlier);
    }

    private static <T> String names(List<T> all, Function<T, String> name) {
        return String.join(", ", all.stream().map(name).toList());
    }

    private static <T> List<T> chosen(List<T> all, Function<T, String> name, String wanted) {
        List<String> names = Arrays.asList(wanted.split(","));
        List<T> chosen =
                all.stream().filter(item -> names.contains(name.apply(item))).toList();
        if (chosen.size() != names.size()) {
            throw new IllegalArgumentException();
        }
        return chosen;
    }
}
