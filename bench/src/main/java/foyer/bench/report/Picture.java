package foyer.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The medians as a picture: a panel of bars for each scenario, short is good, and lines for the crowd. */
public final class Picture {

    private static final double MARGIN = 28;
    private static final double PANEL = 440;
    private static final double GAP = 36;
    private static final double ROW = 24;
    private static final double LABELS = 178;
    private static final double VALUES = 74;
    private static final double HEAD = 46;
    private static final double CHART = 190;
    private static final int STEPS = 4;

    private static final Map<String, String> COLOURS = Map.of(
            "foyer-wildfly", "#0b6e66",
            "foyer-payara", "#3f9f95",
            "foyer-wildfly-2", "#0b6e66",
            "echo-wildfly", "#d9c9a3",
            "echo-payara", "#d9c9a3");
    private static final String PEER = "#a9b1b9";
    private static final String OTHER_PEER = "#c9748a";

    private final Report report;
    private final Svg svg = new Svg();

    private Picture(Report report) {
        this.report = report;
    }

    /** Draws the results into a file. */
    public static void write(Report report, Path file) {
        try {
            Files.writeString(file, new Picture(report).draw());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String draw() {
        List<Panel> panels = panels();
        double[] bottom = {MARGIN, MARGIN};
        for (Panel panel : panels) {
            int column = bottom[0] <= bottom[1] ? 0 : 1;
            double height = panel.draw(MARGIN + column * (PANEL + GAP), bottom[column]);
            bottom[column] += height + GAP;
        }
        return svg.document(
                2 * MARGIN + 2 * PANEL + GAP,
                Math.max(bottom[0], bottom[1]) - GAP + MARGIN,
                "Foyer beside its peers: server CPU time and memory");
    }

    private List<Panel> panels() {
        List<Panel> panels = new ArrayList<>();
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("lifecycle", "One guest in and out");
        titles.put("chat", "One chat message relayed, at full rate");
        titles.put("chat-paced", "One chat message relayed, 2,000 a second");
        titles.put("broadcast", "One delivery of a broadcast of half a kB");
        titles.put("statistics", "One delivery of the statistics, 4.4 kB");
        titles.put("match", "One guest matched, and free again");
        titles.put("churn", "One guest in, and the line cut");
        titles.put("reconnect-storm", "One of 5,000 who come back at once");
        titles.put("cluster", "One chat message to another node, Redis included");
        titles.put("echo", "The floor: one WebSocket message echoed");
        titles.forEach((scenario, title) -> addBars(panels, title, "server CPU time", scenario, Result.CPU, 1, "µs"));
        addBars(
                panels,
                "One idle connection: heap",
                "after a collection",
                "idle",
                "heapBytesPerConnection",
                1000,
                "kB");
        addBars(
                panels,
                "One idle connection: resident",
                "the process's memory",
                "idle",
                "residentBytesPerConnection",
                1000,
                "kB");
        List<String> sizes = report.scenarios().stream()
                .filter(name -> name.startsWith("crowd/"))
                .toList();
        if (sizes.size() > 1) {
            panels.add((x, y) -> lines(x, y, sizes));
        }
        return panels;
    }

    private void addBars(
            List<Panel> panels,
            String title,
            String what,
            String scenario,
            String value,
            double unit,
            String unitName) {
        Map<String, Double> medians = new LinkedHashMap<>();
        report.targets()
                .forEach((target, name) ->
                        report.median(target, scenario, value).ifPresent(median -> medians.put(target, median / unit)));
        if (!medians.isEmpty()) {
            panels.add((x, y) -> bars(x, y, title, what, medians, unitName));
        }
    }

    private double bars(double x, double y, String title, String what, Map<String, Double> medians, String unit) {
        head(x, y, title, what);
        double most =
                medians.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double top = y + HEAD;
        for (Map.Entry<String, Double> median : medians.entrySet()) {
            double length = (PANEL - LABELS - VALUES) * Math.max(0, median.getValue()) / most;
            svg.text(x + LABELS - 10, top + 15, "label", "end", report.targets().get(median.getKey()));
            svg.bar(x + LABELS, top + 3, length, ROW - 8, colour(median.getKey()));
            svg.text(x + LABELS + length + 7, top + 15, "value", "start", Table.number(median.getValue()) + " " + unit);
            top += ROW;
        }
        return top - y;
    }

    private double lines(double x, double y, List<String> sizes) {
        head(x, y, "One more guest, with so many online already", "server CPU time, µs");
        double left = x + 44;
        double width = PANEL - 60;
        double top = y + HEAD;
        double bottom = top + CHART;
        double step = step(report.targets().keySet().stream()
                        .flatMap(target -> sizes.stream()
                                .map(size ->
                                        report.median(target, size, Result.CPU).orElse(0)))
                        .mapToDouble(Double::doubleValue)
                        .reduce(1, Math::max) // a quick look may cost less than can be measured
                / STEPS);
        double most = STEPS * step;
        for (int i = 0; i <= STEPS; i++) {
            double level = bottom - CHART * i / STEPS;
            svg.line(left, level, left + width, level, "#e4e0d8");
            svg.text(left - 8, level + 4, "small", "end", Table.number(i * step));
        }
        for (int i = 0; i < sizes.size(); i++) {
            svg.text(
                    left + width * i / (sizes.size() - 1),
                    bottom + 18,
                    "small",
                    "middle",
                    sizes.get(i).substring(6));
        }
        double legend = bottom + 40;
        for (Map.Entry<String, String> target : report.targets().entrySet()) {
            if (report.median(target.getKey(), sizes.get(0), Result.CPU).isEmpty()) {
                continue;
            }
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < sizes.size(); i++) {
                double px = left + width * i / (sizes.size() - 1);
                double py = bottom
                        - CHART
                                * report.median(target.getKey(), sizes.get(i), Result.CPU)
                                        .orElse(0)
                                / most;
                points.append(px).append(',').append(py).append(' ');
                svg.dot(px, py, colour(target.getKey()));
            }
            svg.polyline(points.toString().strip(), colour(target.getKey()));
            svg.bar(left, legend - 10, 14, 10, colour(target.getKey()));
            svg.text(left + 22, legend, "label", "start", target.getValue());
            legend += 19;
        }
        return legend - y;
    }

    /** The next number upwards that is easy to read: 1, 2, 2.5 or 5, and zeros. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return DoubleStream.of(1, 2, 2.5, 5, 10)
                .map(round -> round * power)
                .filter(step -> step >= least)
                .findFirst()
                .orElseThrow();
    }

    private void head(double x, double y, String title, String what) {
        svg.text(x, y + 14, "title", "start", title);
        svg.text(x, y + 32, "small", "start", what);
    }

    private static String colour(String target) {
        return COLOURS.getOrDefault(target, target.startsWith("netty") ? OTHER_PEER : PEER);
    }

    private interface Panel {

        /** Draws it, and says how high it is. */
        double draw(double x, double y);
    }
}
