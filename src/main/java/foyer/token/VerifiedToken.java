package foyer.token;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A token that was verified, as MicroProfile JWT knows it. */
final class VerifiedToken implements JsonWebToken {

    private final Map<String, Object> claims;

    VerifiedToken(Map<String, Object> claims) {
        this.claims = Map.copyOf(claims);
    }

    @Override
    public String getName() {
        return (String) claims.get("upn");
    }

    @Override
    public Set<String> getClaimNames() {
        return claims.keySet();
    }

    @Override
    @SuppressWarnings("unchecked") // MicroProfile's own signature: the caller says what it expects
    public <T> T getClaim(String claimName) {
        return (T) claims.get(claimName);
    }

    /** Says nothing of the token itself. */
    @Override
    public String toString() {
        return "VerifiedToken[sub=" + getSubject() + ", exp=" + getExpirationTime() + "]";
    }
}
