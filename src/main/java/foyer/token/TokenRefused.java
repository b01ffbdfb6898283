package foyer.token;

import foyer.edge.Refusal;

/** A token was not accepted; {@link #refusal()} is what the client is told, and all it is told. */
public final class TokenRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    /**
     * @param refusal one of {@code TOKEN_MISSING}, {@code TOKEN_EXPIRED}, {@code TOKEN_INVALID}, {@code GUESTS_ONLY}
     */
    TokenRefused(Refusal refusal) {
        // Refusals are daily business, made by whoever likes to: no stack trace, they cost nothing.
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    /** Why, with the contract's code and message. */
    public Refusal refusal() {
        return refusal;
    }
}
