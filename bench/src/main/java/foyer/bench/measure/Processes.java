package foyer.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says of the processes of a server. */
public final class Processes {

    /** {@code USER_HZ}, which is 100 on every Linux that programs see. */
    private static final double MILLIS_PER_TICK = 10;

    private final List<Long> pids;

    /** @param pids all that serve together, a Redis among them */
    public Processes(List<Long> pids) {
        this.pids = List.copyOf(pids);
    }

    /** Their ids. */
    public List<Long> pids() {
        return pids;
    }

    /** CPU time used so far. */
    public CpuTime cpuTime() {
        return pids.stream().map(Processes::cpuTime).reduce(CpuTime.NONE, CpuTime::plus);
    }

    /** Memory that is resident now, in bytes. */
    public long residentBytes() {
        return pids.stream().mapToLong(Processes::residentBytes).sum();
    }

    private static CpuTime cpuTime(long pid) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        // The second field is the program's name in brackets, and may contain anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new CpuTime(Long.parseLong(fields[11]) * MILLIS_PER_TICK, Long.parseLong(fields[12]) * MILLIS_PER_TICK);
    }

    private static long residentBytes(long pid) {
        return read(Path.of("/proc", Long.toString(pid), "status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("process " + pid + " has gone"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("The server's process has gone; its log says why", e);
        }
    }
}
