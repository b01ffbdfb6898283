package foyer.file.multipart;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The header lines of a part. */
record PartHeader(String name, Optional<String> filename, Optional<String> contentType) {

    /**
     * Reads the lines; those of other names are ignored.
     *
     * @throws MalformedBodyException when they do not name a field of a form
     */
    static PartHeader parse(List<String> lines) throws MalformedBodyException {
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon <= 0 || Character.isWhitespace(line.charAt(0))) {
                throw new MalformedBodyException("a part has a header line without a name");
            }
            String name = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
            if (values.put(name, line.substring(colon + 1).trim()) != null) {
                throw new MalformedBodyException("a part has a header twice");
            }
        }
        Parameters disposition = new Parameters(values.getOrDefault("content-disposition", ""));
        if (!disposition.value().equals("form-data")) {
            throw new MalformedBodyException("a part is not form-data");
        }
        String name = disposition.get("name").orElseThrow(() -> new MalformedBodyException("a part has no name"));
        return new PartHeader(name, disposition.get("filename"), Optional.ofNullable(values.get("content-type")));
    }

    /** {@code value; name=token; name="quoted"}. Browsers write a quote in a quoted text as {@code %22}, others as {@code \"}. */
    private static final class Parameters {

        private final String text;
        private final String value;
        private final Map<String, String> parameters = new HashMap<>();
        private int at;

        Parameters(String text) throws MalformedBodyException {
            this.text = text;
            this.value = upTo(';').toLowerCase(Locale.ROOT);
            while (at < text.length()) {
                at++;
                readParameter();
            }
        }

        String value() {
            return value;
        }

        Optional<String> get(String name) {
            return Optional.ofNullable(parameters.get(name));
        }

        private void readParameter() throws MalformedBodyException {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                at = text.length();
                return;
            }
            String name = text.substring(at, equals).trim().toLowerCase(Locale.ROOT);
            at = equals + 1;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            String content = at < text.length() && text.charAt(at) == '"' ? quoted() : upTo(';');
            if (parameters.put(name, content) != null) {
                throw new MalformedBodyException("a part has a parameter twice");
            }
        }

        private String upTo(char end) {
            int next = text.indexOf(end, at);
            String content = text.substring(at, next < 0 ? text.length() : next).trim();
            at = next < 0 ? text.length() : next;
            return content;
        }

        private String quoted() throws MalformedBodyException {
            StringBuilder content = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    upTo(';');
                    return content.toString().replace("%22", "\"");
                }
                if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    at++;
                    c = '"';
                }
                content.append(c);
            }
            throw new MalformedBodyException("a part has a quote without an end");
        }
    }
}
