package foyer.guest;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A guest's session: it begins with the first token and ends when the guest ends it, or when its time is over.
 *
 * @param sessionId a secret between the guest and the server: never shown to another guest
 * @param userId {@code guest_} and a UUID: public
 * @param username 3 to 20 of {@code [A-Za-z0-9_]}; not unique
 * @param profile what the guest tells of itself
 * @param deviceId the client's own name of its device: private
 * @param createdAt when the session began
 * @param expiresAt when it ends by itself, unless it is extended before or a socket is open
 */
public record GuestSession(
        String sessionId,
        String userId,
        String username,
        Profile profile,
        Optional<String> deviceId,
        Instant createdAt,
        Instant expiresAt) {

    public GuestSession {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** The same session with another profile. */
    public GuestSession withProfile(Profile changed) {
        return new GuestSession(sessionId, userId, username, changed, deviceId, createdAt, expiresAt);
    }

    /** The same session on the given device. */
    public GuestSession withDevice(String device) {
        return new GuestSession(sessionId, userId, username, profile, Optional.of(device), createdAt, expiresAt);
    }

    /** The same session living at least until the given moment. */
    public GuestSession until(Instant end) {
        return end.isAfter(expiresAt)
                ? new GuestSession(sessionId, userId, username, profile, deviceId, createdAt, end)
                : this;
    }
}
