package foyer.bench.measure;

import org.HdrHistogram.Histogram;

/**
 * One run of a scenario, while it goes on. Latencies are in nanoseconds, measured from the moment at which an operation was meant
 * to begin: an operation that had to wait because the server, or the generator, was late is not let off.
 */
public final class Measurement {

    private static final long LONGEST = 120_000_000_000L;

    private final Processes server;
    private final Histogram latencies = new Histogram(LONGEST, 3);
    private final CpuTime before;
    private final long began = System.nanoTime();
    private long ended;
    private long operations;
    private long errors;
    private long lost;
    private long duplicated;
    private String firstError = "";
    private CpuTime cpu = CpuTime.NONE;

    /** Begins now. */
    public Measurement(Processes server) {
        this.server = server;
        this.before = server.cpuTime();
    }

    /** An operation is done. */
    public void done(long nanos) {
        operations++;
        latencies.recordValue(Math.max(0, Math.min(nanos, LONGEST)));
    }

    /** An operation failed. */
    public void error(String why) {
        errors++;
        if (firstError.isEmpty()) {
            firstError = why;
        }
    }

    /** Something that was sent never came. */
    public void lost(long count) {
        lost += count;
    }

    /** Something came that was not to come, or not again, or not yet. */
    public void duplicated() {
        duplicated++;
    }

    /** The last operation is done: what the server does after this still costs CPU time, but no time. */
    public void stopWatch() {
        ended = System.nanoTime();
    }

    /** The server is at rest again. */
    public void stop() {
        if (ended == 0) {
            stopWatch();
        }
        cpu = server.cpuTime().minus(before);
    }

    /** Operations done so far. */
    public long operations() {
        return operations;
    }

    /** Errors so far. */
    public long errors() {
        return errors;
    }

    /** What the first error was. */
    public String firstError() {
        return firstError;
    }

    /** Messages that never came. */
    public long lost() {
        return lost;
    }

    /** Messages that came twice, or out of order. */
    public long duplicates() {
        return duplicated;
    }

    /** How long the operations took, all together. */
    public double seconds() {
        return (ended - began) / 1e9;
    }

    /** The server's CPU time for one operation, in microseconds. */
    public double cpuMicrosPerOperation() {
        return cpu.millis() * 1000 / Math.max(1, operations);
    }

    /** What of it was spent in the kernel. */
    public double systemMicrosPerOperation() {
        return cpu.system() * 1000 / Math.max(1, operations);
    }

    /** The latency that so many percent of the operations did not exceed, in milliseconds. */
    public double millisAt(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
