package foyer.bench.measure;

/**
 * CPU time, in milliseconds.
 *
 * @param user in the program itself
 * @param system in the kernel on its behalf: for a server of small messages, mostly reading and writing sockets
 */
public record CpuTime(double user, double system) {

    /** No time. */
    public static final CpuTime NONE = new CpuTime(0, 0);

    /** Both together. */
    public double millis() {
        return user + system;
    }

    CpuTime plus(CpuTime other) {
        return new CpuTime(user + other.user, system + other.system);
    }

    CpuTime minus(CpuTime before) {
        return new CpuTime(user - before.user, system - before.system);
    }
}
