package foyer.engineio;

import java.util.List;
import java.util.Random;

/** Packets that look right at first sight, and are not. */
final class Fuzz {

    private static final List<String> PIECES = List.of(
            "0",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "b",
            "-",
            ",",
            "/",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "\\",
            ":",
            "null",
            "\"message\"",
            "_placeholder",
            "\u0000",
            "\u001e",
            "\u4e2d",
            "\ud83d\ude00",
            "1e999",
            "[[[[[[[[[[[[[[[[");

    private Fuzz() {}

    static String packet(Random random) {
        StringBuilder packet = new StringBuilder(random.nextBoolean() ? "4" : "");
        int pieces = random.nextInt(20);
        for (int i = 0; i < pieces; i++) {
            packet.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return packet.toString();
    }
}
