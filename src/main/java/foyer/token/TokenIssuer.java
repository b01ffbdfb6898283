package foyer.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** Makes guests' tokens. Any thread may use it. */
public final class TokenIssuer {

    static final String GUEST = "guest";

    private final SigningKey key;
    private final TokenSettings settings;
    private final Clock clock;

    /**
     * @param key signs
     * @param settings issuer, audience and lifetime
     * @param clock the time
     */
    public TokenIssuer(SigningKey key, TokenSettings settings, Clock clock) {
        this.key = key;
        this.settings = settings;
        this.clock = clock;
    }

    /** A fresh token, valid from now on for {@code foyer.token.lifetime}. */
    public IssuedToken issue(TokenSubject subject) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = now.plus(settings.lifetime()).truncatedTo(ChronoUnit.SECONDS);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .audience(settings.audience())
                .subject(subject.userId())
                .claim("upn", subject.username())
                .claim("groups", List.of(GUEST))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiresAt))
                .jwtID(UUID.randomUUID().toString())
                .claim("userId", subject.userId())
                .claim("sessionId", subject.sessionId())
                .claim("username", subject.username())
                .claim("isGuest", true)
                .build();
        return new IssuedToken(key.sign(claims), expiresAt);
    }
}
