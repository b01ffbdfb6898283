package foyer.bench.server;

import foyer.bench.measure.Processes;
import foyer.bench.report.Profile;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One server in a Java virtual machine, looked into with {@code jcmd}. */
final class JavaServer implements Server {

    private final Layout layout;
    private final Process process;
    private final InetSocketAddress address;

    JavaServer(Layout layout, Process process, InetSocketAddress address) {
        this.layout = layout;
        this.process = process;
        this.address = address;
    }

    /** The beginning of the command that starts one; the caller adds the rest. */
    static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(List.of(Layout.java(), "-Djava.net.preferIPv4Stack=true"));
        command.addAll(options);
        return command;
    }

    @Override
    public List<InetSocketAddress> nodes() {
        return List.of(address);
    }

    @Override
    public Processes processes() {
        return new Processes(List.of(process.pid()));
    }

    /** The last line of a class histogram: {@code Total  objects  bytes}. */
    @Override
    public long liveHeapBytes() {
        jcmd("GC.run"); // lets cleaners run, which free more for the second collection
        String[] lines = jcmd("GC.class_histogram").strip().split("\n");
        return Long.parseLong(lines[lines.length - 1].strip().split("\\s+")[2]);
    }

    /** The first recording instruments classes, which throws away much that has been compiled. */
    @Override
    public void prepareProfile() {
        jcmd("JFR.start", "name=first", "settings=profile");
    }

    @Override
    public void startProfile() {
        jcmd("JFR.start", "name=bench", "settings=profile");
        jcmd("JFR.stop", "name=first");
    }

    @Override
    public void stopProfile(String name) {
        Path file = layout.output().resolve(name + ".jfr");
        jcmd("JFR.stop", "name=bench", "filename=" + file);
        System.out.println(Profile.of(file));
    }

    private String jcmd(String... command) {
        List<String> all = new ArrayList<>(List.of(Layout.jcmd(), Long.toString(process.pid())));
        all.addAll(List.of(command));
        return Launch.run(layout.work("jcmd"), Map.of(), all);
    }

    @Override
    public void close() {
        Launch.stop(process);
    }
}
