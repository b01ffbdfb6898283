package foyer.file;

import foyer.edge.Refusal;
import foyer.file.multipart.MultipartReader;
import foyer.file.multipart.Part;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** One form with a file, from its first part to the file that can be fetched. The parts come in any order. For one thread. */
final class Upload {

    private static final String FILE = "file";
    private static final String NAMELESS = "";

    private final Sender sender;
    private final UploadKind kind;
    private final RoomMembership rooms;
    private final FileDraft draft;
    private final IncomingFile content;
    private final UploadFields fields = new UploadFields();
    private boolean hasFile;
    private boolean hasEntered;

    Upload(Sender sender, UploadKind kind, RoomMembership rooms, FileDraft draft, IncomingFile content) {
        this.sender = sender;
        this.kind = kind;
        this.rooms = rooms;
        this.draft = draft;
        this.content = content;
    }

    /**
     * Reads the form to its end.
     *
     * @throws UploadRefused as soon as it is clear that the file will not be taken
     */
    void read(MultipartReader form) throws IOException {
        for (Optional<Part> part = form.next(); part.isPresent(); part = form.next()) {
            if (!part.get().name().equals(FILE)) {
                fields.read(part.get());
                enterRoom();
            } else if (hasFile) {
                fields.wrong(FILE, "must be given once");
            } else {
                hasFile = true;
                content.read(part.get());
            }
        }
    }

    /**
     * Keeps the file.
     *
     * @throws UploadRefused when a field is missing or wrong, or the content is not of a type that may be sent
     */
    StoredFile keep(String fileId, Instant now, Duration lifetime) throws IOException {
        if (!hasFile) {
            fields.wrong(FILE, "is required");
        } else if (content.isEmpty()) {
            fields.wrong(FILE, "must not be empty");
        }
        if (fields.roomId().isEmpty()) {
            fields.wrong(UploadFields.ROOM_ID, "is required");
        }
        Optional<BigDecimal> duration = kind == UploadKind.VOICE ? fields.duration() : Optional.empty();
        if (!fields.errors().isEmpty()) {
            throw UploadRefused.invalid(fields.errors());
        }
        String name = FileName.clean(fields.filename().or(content::givenName).orElse(NAMELESS));
        StoredFile file = new StoredFile(
                fileId,
                fields.roomId().orElseThrow(),
                name,
                content.type(name, kind),
                draft.size(),
                duration,
                now.truncatedTo(ChronoUnit.MILLIS),
                now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS));
        draft.keep(file);
        return file;
    }

    /** In this order: see {@link FileStore}. */
    private void enterRoom() throws IOException {
        Optional<String> roomId = fields.roomId();
        if (roomId.isPresent() && !hasEntered) {
            hasEntered = true;
            draft.enter(roomId.get());
            if (!rooms.isMember(sender.userId(), roomId.get())) {
                throw new UploadRefused(Refusal.NOT_YOUR_ROOM);
            }
        }
    }
}
