package foyer.file;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that can be fetched.
 *
 * @param fileId its name in links and in the store: 22 letters, digits, hyphens and underscores, not to be guessed
 * @param roomId the room it was sent to, with which it ends
 * @param name the name its sender gave it, cleaned by {@link FileName}
 * @param type what it is
 * @param size in bytes
 * @param duration of a voice note, in seconds
 * @param createdAt when it had come in
 * @param expiresAt when it ends, if its room lives so long; whole seconds
 */
public record StoredFile(
        String fileId,
        String roomId,
        String name,
        FileType type,
        long size,
        Optional<BigDecimal> duration,
        Instant createdAt,
        Instant expiresAt) {

    public StoredFile {
        Objects.requireNonNull(fileId, "fileId");
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
