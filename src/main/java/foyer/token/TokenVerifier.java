package foyer.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import foyer.edge.Refusal;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Verifies tokens by the rules the container follows on REST, and strictly: our algorithm, our key, our issuer and audience, an
 * expiry, no leeway. Any thread may use it.
 */
public final class TokenVerifier {

    /** Ours have about 700; nothing longer is even looked at. */
    private static final int MOST_CHARACTERS = 8192;

    private final SigningKey key;
    private final TokenSettings settings;
    private final Clock clock;

    /**
     * @param key the key that signed
     * @param settings issuer and audience
     * @param clock the time
     */
    public TokenVerifier(SigningKey key, TokenSettings settings, Clock clock) {
        this.key = key;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Verifies a token.
     *
     * @throws TokenRefused when it is not a valid token of a guest; it says what to tell the client
     */
    public JsonWebToken verify(String token) throws TokenRefused {
        if (token.isBlank()) {
            throw new TokenRefused(Refusal.TOKEN_MISSING);
        }
        if (token.length() > MOST_CHARACTERS) {
            throw new TokenRefused(Refusal.TOKEN_INVALID);
        }
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            checkHeader(parsed.getHeader());
            if (!key.hasSigned(parsed, token)) {
                throw new TokenRefused(Refusal.TOKEN_INVALID);
            }
            JWTClaimsSet claims = parsed.getJWTClaimsSet();
            checkClaims(claims);
            return accept(claims, token);
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
            throw new TokenRefused(Refusal.TOKEN_INVALID);
        }
    }

    private void checkHeader(JWSHeader header) throws TokenRefused {
        boolean ours = header.getAlgorithm().equals(key.jwsAlgorithm())
                && header.getKeyID() != null
                && header.getCriticalParams() == null
                && header.isBase64URLEncodePayload();
        if (!ours) {
            throw new TokenRefused(Refusal.TOKEN_INVALID);
        }
        // The key was ours once, or is another node's: the client is to get a new token, as when it had expired.
        if (!header.getKeyID().equals(key.keyId())) {
            throw new TokenRefused(Refusal.TOKEN_EXPIRED);
        }
    }

    private void checkClaims(JWTClaimsSet claims) throws TokenRefused, ParseException {
        Instant now = clock.instant();
        Date expiry = claims.getExpirationTime();
        Date notBefore = claims.getNotBeforeTime();
        boolean ours = settings.issuer().equals(claims.getIssuer())
                && claims.getAudience().contains(settings.audience())
                && expiry != null
                && (notBefore == null || !notBefore.toInstant().isAfter(now))
                && claims.getSubject() != null
                && claims.getStringClaim("upn") != null;
        if (!ours) {
            throw new TokenRefused(Refusal.TOKEN_INVALID);
        }
        if (!now.isBefore(expiry.toInstant())) {
            throw new TokenRefused(Refusal.TOKEN_EXPIRED);
        }
        List<String> groups = claims.getStringListClaim("groups");
        if (groups == null || !groups.contains(TokenIssuer.GUEST)) {
            throw new TokenRefused(Refusal.GUESTS_ONLY);
        }
    }

    private static JsonWebToken accept(JWTClaimsSet claims, String raw) throws TokenRefused, ParseException {
        Map<String, Object> all = new HashMap<>();
        claims.getClaims().forEach((name, value) -> {
            if (value instanceof Date date) {
                all.put(name, date.toInstant().getEpochSecond());
            } else if (value != null) {
                all.put(name, value);
            }
        });
        all.put("aud", Set.copyOf(claims.getAudience()));
        all.put("groups", Set.copyOf(claims.getStringListClaim("groups")));
        all.put("raw_token", raw);
        JsonWebToken token = new VerifiedToken(all);
        if (TokenSubject.of(token).isEmpty()) {
            throw new TokenRefused(Refusal.TOKEN_INVALID);
        }
        return token;
    }
}
