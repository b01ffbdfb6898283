package foyer.guest;

import foyer.edge.Refusal;
import foyer.rest.Refused;
import foyer.token.TokenSubject;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The guest whose token came with the request. Its session is looked up once per request. */
@RequestScoped
public class CurrentGuest {

    @Inject
    private JsonWebToken token;

    @Inject
    private Guests guests;

    @Inject
    private Clock clock;

    private Optional<GuestSession> session = Optional.empty();

    /** The id of the token's session, alive or not; empty when there is no token of ours. */
    public Optional<String> sessionId() {
        return TokenSubject.of(token).map(TokenSubject::sessionId);
    }

    /** Whether the token's time is over, to the second. */
    public boolean isTokenExpired() {
        return clock.instant().getEpochSecond() >= token.getExpirationTime();
    }

    /** The session, if it is alive. */
    public Optional<GuestSession> find() {
        if (session.isEmpty()) {
            session = sessionId().flatMap(guests::find);
        }
        return session;
    }

    /**
     * The session.
     *
     * @throws Refused {@code SESSION_NOT_FOUND} when it is not alive
     */
    public GuestSession session() {
        return find().orElseThrow(() -> new Refused(Refusal.SESSION_NOT_FOUND));
    }
}
