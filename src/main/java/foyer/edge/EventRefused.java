package foyer.edge;

import java.time.Duration;
import java.util.Optional;

/** An event of a client was not carried out: what its acknowledgement and the family's error event say. */
public final class EventRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final transient Optional<Duration> retryAfter;

    /** With the refusal's own message. */
    public EventRefused(Refusal refusal) {
        this(refusal, refusal.message());
    }

    /** With a message that says more; nothing of the client's data may be in it but names of events and fields. */
    public EventRefused(Refusal refusal, String message) {
        this(refusal, message, Optional.empty());
    }

    /** Too often. */
    public EventRefused(Duration retryAfter) {
        this(Refusal.RATE_LIMITED, Refusal.RATE_LIMITED.message(), Optional.of(retryAfter));
    }

    private EventRefused(Refusal refusal, String message, Optional<Duration> retryAfter) {
        // Refusals are daily business: no stack trace, they cost nothing.
        super(message, null, false, false);
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }

    /** When to try again. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
