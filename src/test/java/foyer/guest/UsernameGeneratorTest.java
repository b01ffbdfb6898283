package foyer.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsernameGeneratorTest {

    @Test
    void everyNameThatCanBeMadeIsAValidOne() {
        for (String adjective : UsernameGenerator.ADJECTIVES) {
            for (String noun : UsernameGenerator.NOUNS) {
                assertThat(adjective + noun + 9999).matches("[A-Za-z0-9_]{3,20}");
            }
        }
    }

    @Test
    void aNameIsAnAdjectiveANounAndANumber() {
        UsernameGenerator names = new UsernameGenerator(new Random(1));
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String name = names.next();
            assertThat(name).matches("([A-Z][a-z]+){2}[1-9][0-9]{0,3}");
            made.add(name);
        }
        assertThat(made).hasSizeGreaterThan(990);
    }
}
