package foyer.rest;

import foyer.edge.Refusal;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads a {@link JsonBody}: at most 16 kB, whatever the headers say, and a JSON object. A body of our own to read, rather than JSON
 * binding, so that every server refuses the same bodies with the same words.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class JsonBodyReader implements MessageBodyReader<JsonBody> {

    private static final int MOST_BYTES = 16 * 1024;

    private final JsonParserFactory parsers = Json.PROVIDER.createParserFactory(Map.of());

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == JsonBody.class;
    }

    @Override
    public JsonBody readFrom(
            Class<JsonBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> httpHeaders,
            InputStream entityStream)
            throws IOException {
        byte[] bytes = entityStream.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Refused(Refusal.TOO_LARGE);
        }
        if (bytes.length == 0) {
            return new JsonBody(JsonValue.EMPTY_JSON_OBJECT);
        }
        return new JsonBody(parse(bytes));
    }

    private JsonObject parse(byte[] bytes) {
        try (JsonParser parser = parsers.createParser(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            if (parser.next() == JsonParser.Event.START_OBJECT) {
                JsonObject object = parser.getObject();
                if (!parser.hasNext()) {
                    return object;
                }
            }
        } catch (RuntimeException e) {
            // Told below. Not JsonException alone: nesting that is too deep is a plain RuntimeException with Parsson.
            // The
            // parser's words are not passed on, for they may quote the body.
        }
        throw new Refused(Refusal.BAD_REQUEST);
    }
}
