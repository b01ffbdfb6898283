package foyer.lifecycle;

/** Takes the times that {@link Measures} measures. Any thread may call it; it returns at once. */
public interface Timings {

    /** Takes none. */
    Timings NONE = new Timings() {
        @Override
        public void opened(long nanos) {
            // Not kept.
        }

        @Override
        public void established(long nanos) {
            // Not kept.
        }

        @Override
        public void ended(long nanos) {
            // Not kept.
        }

        @Override
        public void returned(long nanos) {
            // Not kept.
        }
    };

    /** A connection was opened, that long after its first request had arrived. */
    void opened(long nanos);

    /** A guest was let in, that long after its CONNECT packet had come. */
    void established(long nanos);

    /** A socket has ended, that long after it was let in. */
    void ended(long nanos);

    /** A guest whose last socket here was lost is back, after that long. */
    void returned(long nanos);
}
