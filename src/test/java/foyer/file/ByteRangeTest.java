package foyer.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-, 0, 99",
        "bytes=0-0, 0, 0",
        "bytes=10-19, 10, 19",
        "bytes=90-999999999999999999, 90, 99",
        "bytes=99-, 99, 99",
        "bytes=-1, 99, 99",
        "bytes=-500, 0, 99",
        "bytes = 5 - 6, 5, 6"
    })
    void aRangeIsCutToTheFile(String header, long first, long last) {
        assertThat(ByteRange.parse(header, 100)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void whatTheFileHasNothingOfCannotBeSatisfied(String header) {
        assertThat(ByteRange.parse(header, 100))
                .hasValueSatisfying(range -> assertThat(range.isSatisfiable()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-4",
                "bytes=0-1,3-4",
                "lines=0-1",
                "bytes=0-1-2",
                "bytes=9999999999999999999-"
            })
    void otherwiseTheWholeFileIsSent(String header) {
        assertThat(ByteRange.parse(header, 100)).isEmpty();
    }
}
