package foyer.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A form as a browser sends it. */
final class Form {

    static final String CONTENT_TYPE = "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW";
    private static final String BOUNDARY = "------WebKitFormBoundary7MA4YWxkTrZu0gW";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Form field(String name, String value) {
        text(BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
        return this;
    }

    Form file(String field, String filename, String type, byte[] content) {
        text(beginFile(field, filename, type));
        bytes.writeBytes(content);
        text("\r\n");
        return this;
    }

    static String beginFile(String field, String filename, String type) {
        return BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + filename
                + "\"\r\nContent-Type: " + type + "\r\n\r\n";
    }

    static String end() {
        return "\r\n" + BOUNDARY + "--\r\n";
    }

    byte[] whole() {
        text(BOUNDARY + "--\r\n");
        return bytes.toByteArray();
    }

    byte[] unfinished() {
        return bytes.toByteArray();
    }

    private void text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
