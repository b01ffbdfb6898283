package foyer.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    @ParameterizedTest
    @CsvSource({
        "TOKEN_MISSING, Authentication token required",
        "TOKEN_EXPIRED, Token has expired",
        "TOKEN_INVALID, Invalid token",
        "SESSION_NOT_FOUND, Guest session not found or expired",
        "RATE_LIMITED, Rate limit exceeded",
        "DRAINING, Server is shutting down",
        "GUESTS_ONLY, Only guest sessions are supported",
        "NOT_FOUND, API endpoint not found"
    })
    void clientsMatchTheseWords(String code, String message) {
        assertThat(Refusal.valueOf(code).code()).isEqualTo(code);
        assertThat(Refusal.valueOf(code).message()).isEqualTo(message);
    }
}
