package foyer.guest;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.edge.RateLimit;
import foyer.edge.RateLimiter;
import foyer.lifecycle.Stores;
import foyer.store.memory.MemoryStore;
import foyer.token.IssuedToken;
import foyer.token.SigningKey;
import foyer.token.TokenIssuer;
import foyer.token.TokenSettings;
import foyer.token.TokenSubject;
import foyer.token.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GuestsTest {

    private static final Duration LIFETIME = Duration.ofHours(2);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final SigningKey key = SigningKey.generate();
    private final TokenSettings settings =
            new TokenSettings(Optional.empty(), LIFETIME, "foyer", "foyer-clients", false);
    private final MemoryStore memory = new MemoryStore(LIFETIME, Duration.ofSeconds(5), Duration.ofSeconds(15), clock);
    private final Stores store = memory.node("a", Runnable::run);
    private final Guests guests = new Guests(
            store.guests(),
            new TokenIssuer(key, settings, clock),
            new UsernameGenerator(new Random(1)),
            new RateLimiter(RateLimit.perMinute(2), 10, System::nanoTime),
            clock);

    @Test
    void aGuestGetsASessionAndATokenForIt() throws Exception {
        Admission admission = guests.admit(guest(Optional.of("Bob_1")));
        GuestSession session = admission.session();

        assertThat(session.username()).isEqualTo("Bob_1");
        assertThat(session.userId()).startsWith("guest_").doesNotContain(session.sessionId());
        assertThat(session.profile().location()).contains("Rome");
        assertThat(session.deviceId()).contains("phone");
        assertThat(session.expiresAt()).isEqualTo(admission.token().expiresAt());
        assertThat(guests.find(session.sessionId())).contains(session);
        assertThat(TokenSubject.of(new TokenVerifier(key, settings, clock)
                        .verify(admission.token().value())))
                .contains(new TokenSubject(session.userId(), session.sessionId(), "Bob_1"));
    }

    @Test
    void whoBringsNoNameIsGivenOne() {
        assertThat(guests.admit(guest(Optional.empty())).session().username()).matches("[A-Za-z0-9_]{3,20}");
    }

    @Test
    void aSessionEndsWithItsLastToken() {
        String sessionId = guests.admit(guest(Optional.empty())).session().sessionId();
        now = now.plus(Duration.ofHours(1));
        IssuedToken renewed = guests.renewToken(sessionId).orElseThrow();

        now = renewed.expiresAt().minusSeconds(1);
        assertThat(guests.find(sessionId)).isPresent();
        now = renewed.expiresAt();
        assertThat(guests.find(sessionId)).isEmpty();
        assertThat(guests.renewToken(sessionId)).isEmpty();
    }

    @Test
    void anEndedSessionIsGoneAtOnceAndEndsOnce() {
        String sessionId = guests.admit(guest(Optional.empty())).session().sessionId();

        assertThat(guests.end(sessionId)).isPresent();
        assertThat(guests.end(sessionId)).isEmpty();
        assertThat(guests.find(sessionId)).isEmpty();
        assertThat(guests.renewToken(sessionId)).isEmpty();
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void anAddressBeginsSoManySessionsAMinute() {
        assertThat(guests.knock("192.0.2.1")).isEmpty();
        assertThat(guests.knock("192.0.2.1")).isEmpty();
        assertThat(guests.knock("192.0.2.1")).isPresent();
        assertThat(guests.knock("192.0.2.2")).isEmpty();
    }

    private static NewGuest guest(Optional<String> username) {
        return new NewGuest(username, Optional.of("Rome"), Optional.empty(), Optional.empty(), Optional.of("phone"));
    }
}
