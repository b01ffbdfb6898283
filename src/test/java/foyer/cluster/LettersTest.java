package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LettersTest {

    private final ManualExecutor workers = new ManualExecutor();
    private final List<String> handled = new ArrayList<>();
    private int repairs;
    private final Letters letters = new Letters(workers)
            .on("slow", letter -> handled.add(letter.body()))
            .onSwift("swift", letter -> handled.add(letter.body()))
            .onMissed(() -> repairs++);

    @Test
    void aSwiftLetterIsHandledAtOnceWhenNothingOfItsLaneIsBeforeIt() {
        letters.onLetter(new Letter("swift", "room", "hello"));
        assertThat(handled).containsExactly("hello");
    }

    @Test
    void aLetterThatMayWaitIsLeftToTheWorkersAndTheSwiftOnesAfterItWaitForIt() {
        letters.onLetter(new Letter("slow", "room", "opened"));
        letters.onLetter(new Letter("swift", "room", "hello"));
        letters.onLetter(new Letter("swift", "another", "meanwhile"));
        assertThat(handled).containsExactly("meanwhile");
        workers.runAll();

        assertThat(handled).containsExactly("meanwhile", "opened", "hello");
    }

    @Test
    void whatANewerVersionSendsIsPassedOver() {
        letters.onLetter(new Letter("unknown", "room", ""));
        letters.onLetter(new Letter("slow", "room", "next"));
        workers.runAll();

        assertThat(handled).containsExactly("next");
    }

    @Test
    void aGapIsForTheRepair() {
        letters.onGap();
        assertThat(repairs).isEqualTo(1);
    }

    @Test
    void tooManyAreAGapToo() {
        for (int i = 0; i <= 10_000; i++) {
            letters.onLetter(new Letter("slow", "room", ""));
        }
        assertThat(repairs).isEqualTo(1);
    }
}
