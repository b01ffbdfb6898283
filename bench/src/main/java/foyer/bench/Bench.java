package foyer.bench;

import foyer.bench.net.Loop;
import foyer.bench.report.JsonFile;
import foyer.bench.report.Picture;
import foyer.bench.report.Report;
import foyer.bench.report.Table;
import foyer.bench.scenario.Idle;
import foyer.bench.scenario.Scenario;
import foyer.bench.scenario.Stage;
import foyer.bench.server.OperatorKey;
import foyer.bench.server.Server;
import foyer.bench.server.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays every scenario on every target, one server at a time, and writes down what it cost. Started by {@code bench/run.sh}. */
public final class Bench {

    /** The limits are for hostile clients; the benchmark is one. */
    private static final Map<String, String> WITHOUT_LIMITS = Map.of(
            "foyer.limit.guests-per-minute", "0",
            "foyer.limit.connects-per-minute", "0",
            "foyer.limit.sockets-per-address", "0",
            "foyer.limit.sockets-per-session", "0",
            "foyer.limit.events-per-second", "0");

    private final Options options;
    private final OperatorKey key;
    private final Report report = new Report();
    private int failed;

    private Bench(Options options) {
        this.options = options;
        this.key = new OperatorKey(options.layout());
    }

    /** See {@link Options}. */
    public static void main(String[] arguments) {
        Options options = Options.parse(arguments);
        Bench bench = new Bench(options);
        options.earlier().forEach(file -> JsonFile.read(file, bench.report));
        bench.play();
        bench.write();
    }

    private void play() {
        for (Target target : options.targets()) {
            Map<Map<String, String>, List<Scenario>> bySettings = new LinkedHashMap<>();
            for (Scenario scenario : options.scenarios()) {
                if (!scenario.suits(target)) {
                    continue;
                }
                if (Idle.wantsFreshServer(scenario, target)) {
                    for (int run = 0; run < options.plan().runs(); run++) {
                        play(target, scenario.settings(), List.of(scenario));
                    }
                } else {
                    bySettings
                            .computeIfAbsent(scenario.settings(), key -> new ArrayList<>())
                            .add(scenario);
                }
            }
            bySettings.forEach((settings, scenarios) -> play(target, settings, scenarios));
        }
    }

    private void play(Target target, Map<String, String> settings, List<Scenario> scenarios) {
        System.out.println(target.title());
        Map<String, String> all = new HashMap<>(WITHOUT_LIMITS);
        all.putAll(key.settings());
        all.putAll(settings);
        try (Server server = target.start(all)) {
            scenarios.forEach(scenario -> play(target, server, scenario));
        } catch (IllegalStateException e) {
            failed(target.title(), e);
        }
    }

    private void play(Target target, Server server, Scenario scenario) {
        try (Loop loop = new Loop()) {
            scenario.play(new Stage(target, server, loop, options.plan(), report, key::token));
        } catch (IllegalStateException e) {
            failed(scenario.name(), e);
        }
    }

    private void failed(String what, IllegalStateException e) {
        System.out.println("  " + what + " FAILED: " + e.getMessage());
        failed++;
    }

    private void write() {
        Path folder = options.layout().output();
        JsonFile.write(report, Machine.about(options), folder.resolve("results.json"));
        Picture.write(report, folder.resolve("results.svg"));
        System.out.println(new Table(report).markdown());
        System.out.println("Written: " + folder.resolve("results.json") + " and results.svg");
        if (failed > 0) {
            System.out.println(failed + " scenarios could not be played");
            System.exit(1);
        }
    }
}
