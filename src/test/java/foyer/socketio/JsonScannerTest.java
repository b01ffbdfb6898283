package foyer.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import foyer.engineio.PacketException;
import foyer.socketio.JsonScanner.Token;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    private static final int MAX_DEPTH = 32;
    private static final String ALPHABET = "{}[]\",:\\u0129-+.eEtrfalsn \n\0ä";
    private static final JsonProvider JSON = JsonProvider.provider();

    @Test
    void names_every_token_and_where_it_stands() throws PacketException {
        String text = " {\"a\" : [1, -2.5e+3, true,false , null, \"x\"], \"b\":{}} ";
        JsonScanner scanner = new JsonScanner(text, 0, MAX_DEPTH);
        List<String> seen = new ArrayList<>();
        for (Token token = scanner.next(); token != Token.END; token = scanner.next()) {
            seen.add(token + " " + text.substring(scanner.start(), scanner.end()));
        }
        assertThat(seen)
                .containsExactly(
                        "BEGIN_OBJECT {",
                        "NAME \"a\"",
                        "BEGIN_ARRAY [",
                        "NUMBER 1",
                        "NUMBER -2.5e+3",
                        "TRUE true",
                        "FALSE false",
                        "NULL null",
                        "STRING \"x\"",
                        "END_ARRAY ]",
                        "NAME \"b\"",
                        "BEGIN_OBJECT {",
                        "END_OBJECT }",
                        "END_OBJECT }");
        assertThat(scanner.next()).isEqualTo(Token.END);
    }

    @Test
    void begins_where_it_is_told() throws PacketException {
        JsonScanner scanner = new JsonScanner("2[]", 1, MAX_DEPTH);
        assertThat(scanner.next()).isEqualTo(Token.BEGIN_ARRAY);
    }

    @Test
    void skips_what_is_inside_and_nothing_else() throws PacketException {
        JsonScanner scanner = new JsonScanner("[[1,[2],{\"a\":[]}],3]", 0, MAX_DEPTH);
        scanner.next();
        scanner.skipChildren(scanner.next());
        assertThat(scanner.depth()).isEqualTo(1);
        Token three = scanner.next();
        scanner.skipChildren(three);
        assertThat(three).isEqualTo(Token.NUMBER);
        assertThat(scanner.next()).isEqualTo(Token.END_ARRAY);
    }

    @Test
    void reads_every_escape() throws PacketException {
        JsonScanner scanner = new JsonScanner("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD83D\\uDE00ü\"", 0, MAX_DEPTH);
        scanner.next();
        assertThat(scanner.string()).isEqualTo("\"\\/\b\f\n\r\tä\uD83D\uDE00ü");
    }

    @Test
    void forgets_the_escapes_of_an_earlier_string() throws PacketException {
        JsonScanner scanner = new JsonScanner("[\"\\n\",\"plain\"]", 0, MAX_DEPTH);
        scanner.next();
        scanner.next();
        scanner.next();
        assertThat(scanner.string()).isEqualTo("plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "10",
                "0.5",
                "1e5",
                "1E-5",
                "1e+05",
                "12345678901234567890",
                "\"\"",
                "\"\u007f\u2028\"",
                "true",
                "[]",
                "{}",
                "[[[]]]",
                " \t\r\n[ ] ",
                "{\"a\":1,\"a\":2}",
                "\"\\uD800\""
            })
    void accepts(String text) {
        assertThatNoException().isThrownBy(() -> scanAll(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "01",
                "-01",
                "+1",
                ".5",
                "1.",
                "1.e5",
                "1e",
                "1e+",
                "0x1",
                "NaN",
                "Infinity",
                "tru",
                "True",
                "nul",
                "\"",
                "\"a",
                "\"\n\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\",
                "'a'",
                "[",
                "]",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1}",
                "{",
                "}",
                "{]",
                "{a:1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{1:2}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1]",
                "[]]",
                "[][]",
                "1 2",
                "null,",
                "[1]x",
                "\u00a01",
                "\ufeff1",
                "[1]\0",
                "\0",
                "\"\\u\uff11\uff11\uff11\uff11\"",
                "[\u0661]",
                "/**/1",
                "1//"
            })
    void refuses(String text) {
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> scanAll(text));
    }

    @Test
    void counts_depth_and_not_length() {
        String siblings = "[" + "[],".repeat(1000) + "[]]";
        assertThatNoException().isThrownBy(() -> scanAll(siblings, 2));
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> scanAll("[[[]]]", 2));
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> scanAll("{\"a\":[{}]}", 2));
    }

    @Test
    void stops_early_in_a_text_nested_without_end() {
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> scanAll("[".repeat(1_000_000)))
                .withMessageContaining("deep");
    }

    @Test
    void has_no_depth_that_overflows_the_stack() {
        int depth = 400_000;
        assertThatNoException().isThrownBy(() -> scanAll("[".repeat(depth) + "]".repeat(depth), depth));
    }

    /** Mutations of valid texts: near enough to JSON to get deep into the scanner. Seeded, so that a failure comes again. */
    @Test
    void agrees_with_the_json_processing_parser_on_what_is_json() {
        Random random = new Random(20_240_229);
        int valid = 0;
        for (int i = 0; i < 60_000; i++) {
            String text = mutate(randomValue(random, 4), random);
            boolean ours = isValid(text);
            assertThat(ours).as("valid: %s", text).isEqualTo(isValidForJsonProcessing(text));
            valid += ours ? 1 : 0;
        }
        assertThat(valid)
                .as("the mutations are neither all valid nor all invalid")
                .isBetween(10_000, 50_000);
    }

    @Test
    void throws_nothing_but_its_own_exception_whatever_it_reads() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(random.nextInt(8) == 0 ? (char) random.nextInt(0x10000) : pick(ALPHABET, random));
            }
            isValid(text.toString());
        }
    }

    private static boolean isValid(String text) {
        try {
            scanAll(text);
            return true;
        } catch (PacketException e) {
            return false;
        }
    }

    private static boolean isValidForJsonProcessing(String text) {
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            int events = 0;
            while (parser.hasNext()) {
                parser.next();
                events++;
            }
            return events > 0;
        } catch (JsonException e) {
            return false;
        }
    }

    private static void scanAll(String text) throws PacketException {
        scanAll(text, MAX_DEPTH);
    }

    private static void scanAll(String text, int maxDepth) throws PacketException {
        JsonScanner scanner = new JsonScanner(text, 0, maxDepth);
        Token token = scanner.next();
        while (token != Token.END) {
            if (token == Token.NAME || token == Token.STRING) {
                assertThat(scanner.string()).isNotNull();
            }
            token = scanner.next();
        }
    }

    private static String mutate(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
            int at = random.nextInt(out.length() + 1);
            char c = pick(ALPHABET, random);
            switch (random.nextInt(3)) {
                case 0 -> out.insert(at, c);
                case 1 -> out.delete(at, Math.min(out.length(), at + 1));
                default -> {
                    if (at < out.length()) {
                        out.setCharAt(at, c);
                    }
                }
            }
        }
        return out.toString();
    }

    private static String randomValue(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 9)) {
            case 0 -> "true";
            case 1 -> "false";
            case 2 -> "null";
            case 3 -> Integer.toString(random.nextInt(2000) - 1000);
            case 4 -> Double.toString(random.nextGaussian() * 1e9);
            case 5 -> JsonText.quote(randomString(random));
            case 6 -> "[" + randomValue(random, depth - 1) + ", " + randomValue(random, depth - 1) + "]";
            case 7 -> "{" + JsonText.quote(randomString(random)) + ":" + randomValue(random, depth - 1) + "}";
            default -> random.nextBoolean() ? "[]" : " { } ";
        };
    }

    private static String randomString(Random random) {
        StringBuilder out = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            out.append(pick("abc\"\\\n\t/\uD83D\uDE00é", random));
        }
        return out.toString();
    }

    private static char pick(String characters, Random random) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
