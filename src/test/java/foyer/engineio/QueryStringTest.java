package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryStringTest {

    @Test
    void decodesNamesAndValues() {
        assertThat(QueryString.parse("EIO=4&a%20b=c+d%C3%A9&empty=&bare"))
                .isEqualTo(Map.of("EIO", "4", "a b", "c d\u00e9", "empty", "", "bare", ""));
    }

    @Test
    void theFirstValueCounts() {
        assertThat(QueryString.parse("sid=1&sid=2")).containsEntry("sid", "1");
    }

    @Test
    void whatCannotBeDecodedIsLeftOut() {
        assertThat(QueryString.parse("a=%&b=%zz&%=c&EIO=4")).isEqualTo(Map.of("EIO", "4"));
    }

    @Test
    void aRequestWithoutQueryHasNoParameters() {
        assertThat(QueryString.parse(null)).isEmpty();
    }

    @Test
    void aValueMayContainAnEqualsSign() {
        assertThat(QueryString.parse("a=b=c")).containsEntry("a", "b=c");
    }
}
