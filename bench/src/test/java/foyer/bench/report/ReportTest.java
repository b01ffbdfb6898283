package foyer.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private final Report report = new Report();

    @Test
    void theMedianOfRuns() {
        add("chat", 3);
        add("chat", 100);
        add("chat", 5);
        assertEquals(5, report.median("foyer-wildfly", "chat", Result.CPU).orElseThrow());
        add("chat", 7);
        assertEquals(6, report.median("foyer-wildfly", "chat", Result.CPU).orElseThrow());
        assertEquals(115, report.sum("foyer-wildfly", "chat", Result.CPU));
        assertTrue(report.median("foyer-wildfly", "match", Result.CPU).isEmpty());
    }

    @Test
    void theFileHoldsEveryRun(@TempDir Path folder) {
        add("chat", 3.25);
        add("chat", 4.5);
        Path file = folder.resolve("results.json");
        JsonFile.write(report, Map.of("command", "bench/run.sh"), file);
        Report again = new Report();
        JsonFile.read(file, again);

        assertEquals(report.results(), again.results());
    }

    @Test
    void thePictureIsXmlAndTheTableHasTheFigures(@TempDir Path folder) throws Exception {
        add("chat", 12.345);
        add("crowd/500", 1);
        add("crowd/1000", 2);
        Path file = folder.resolve("results.svg");
        Picture.write(report, file);

        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertTrue(Files.readString(file).contains("12.3 µs"));
        assertTrue(new Table(report).markdown().contains("| Foyer & friends | 12.3 µs |"));
    }

    private void add(String scenario, double cpu) {
        report.add(new Result("foyer-wildfly", "Foyer & friends", scenario, Map.of(Result.CPU, cpu)));
    }
}
