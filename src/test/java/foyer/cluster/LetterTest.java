package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LetterTest {

    @Test
    void whatIsWrittenIsRead() {
        Letter letter = new Letter("tell", "a_b", "{\"text\":\"two\\nlines\"}\nand more");
        assertThat(letter.wire()).startsWith("tell\na_b\n{");
        assertThat(Letter.parse(letter.wire())).contains(letter);
        assertThat(Letter.parse("stats\n\n")).contains(new Letter("stats", "", ""));
    }

    @Test
    void somethingElseIsNotALetter() {
        assertThat(Letter.parse("")).isEmpty();
        assertThat(Letter.parse("tell")).isEmpty();
        assertThat(Letter.parse("tell\nlane")).isEmpty();
        assertThat(Letter.parse("\nlane\nbody")).isEmpty();
    }

    @Test
    void aNodesIdIsNewEachTimeAndSaysWhichItIs() {
        NodeId id = NodeId.random("my host!");
        assertThat(id.value()).matches("my-host--[0-9a-f]{16}");
        assertThat(NodeId.random("my host!")).isNotEqualTo(id);
        assertThatThrownBy(() -> new NodeId("a b")).isInstanceOf(IllegalArgumentException.class);
    }
}
