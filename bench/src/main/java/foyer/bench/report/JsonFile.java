package foyer.bench.report;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Results as a file: every run, for whoever wants to look closer or to draw them again. */
public final class JsonFile {

    private JsonFile() {}

    /**
     * Writes all results.
     *
     * @param about what they were measured on and with
     */
    public static void write(Report report, Map<String, String> about, Path file) {
        JsonObjectBuilder head = Json.createObjectBuilder();
        about.forEach(head::add);
        JsonArrayBuilder runs = Json.createArrayBuilder();
        for (Result result : report.results()) {
            JsonObjectBuilder values = Json.createObjectBuilder();
            result.values().forEach((name, value) -> values.add(name, rounded(value)));
            runs.add(Json.createObjectBuilder()
                    .add("target", result.target())
                    .add("title", result.title())
                    .add("scenario", result.scenario())
                    .add("values", values));
        }
        JsonObject whole = head.add("runs", runs).build();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(Files.newBufferedWriter(file))) {
            writer.writeObject(whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the results of a file. */
    public static void read(Path file, Report report) {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            JsonArray runs = reader.readObject().getJsonArray("runs");
            for (JsonObject run : runs.getValuesAs(JsonObject.class)) {
                Map<String, Double> values = new LinkedHashMap<>();
                JsonObject json = run.getJsonObject("values");
                json.keySet()
                        .forEach(name ->
                                values.put(name, json.getJsonNumber(name).doubleValue()));
                report.add(
                        new Result(run.getString("target"), run.getString("title"), run.getString("scenario"), values));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
