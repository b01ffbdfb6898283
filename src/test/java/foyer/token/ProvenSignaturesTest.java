package foyer.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProvenSignaturesTest {

    private final ProvenSignatures proven = new ProvenSignatures(20);

    @Test
    void onlyTheVeryTextIsKnown() {
        proven.add("head.payload.signature");

        assertThat(proven.contains("head.payload.signature")).isTrue();
        assertThat(proven.contains("head.payload.signatura")).isFalse();
        assertThat(proven.contains("head.payload.signature ")).isFalse();
        assertThat(proven.contains("")).isFalse();
    }

    @Test
    void theOldestAreForgottenAndNeverMoreAreKeptThanAllowed() {
        for (int i = 0; i < 1000; i++) {
            proven.add("token" + i);

            assertThat(proven.size()).isBetween(Math.min(i + 1, 10), 20);
            assertThat(proven.contains("token" + i)).isTrue();
        }
        assertThat(proven.contains("token0")).isFalse();
    }

    @Test
    void whatIsUsedStays() {
        proven.add("in use");
        for (int i = 0; i < 1000; i++) {
            proven.add("token" + i);
            if (i % 5 == 0) {
                assertThat(proven.contains("in use"))
                        .as("after %d others", i + 1)
                        .isTrue();
            }
        }
    }
}
