package foyer.file.multipart;

import java.io.InputStream;
import java.util.Optional;

/**
 * One field of a form.
 *
 * @param name the field's name
 * @param filename the name the client gives its file, as it came: not to be trusted
 * @param contentType what the client says the content is: not to be trusted
 * @param content the content; it can be read until the next part is asked for, and need not be
 */
public record Part(String name, Optional<String> filename, Optional<String> contentType, InputStream content) {}
