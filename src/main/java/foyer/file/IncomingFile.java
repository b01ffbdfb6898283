package foyer.file;

import foyer.edge.Refusal;
import foyer.file.multipart.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** The content of an upload on its way into the store: counted, and looked at as soon as its beginning is there. For one thread. */
final class IncomingFile {

    private static final int BUFFER = 16 * 1024;

    private final FileDraft draft;
    private final FileTypes types;
    private final int mostBytes;
    private byte[] head = {};
    private int headSize;
    private Optional<String> givenName = Optional.empty();
    private boolean saidToBeAudio;

    IncomingFile(FileDraft draft, FileTypes types, int mostBytes) {
        this.draft = draft;
        this.types = types;
        this.mostBytes = mostBytes;
    }

    /**
     * Takes the content.
     *
     * @throws UploadRefused {@code FILE_TOO_LARGE} or {@code FILE_TYPE_NOT_ALLOWED}
     */
    void read(Part part) throws IOException {
        givenName = part.filename();
        saidToBeAudio =
                part.contentType().filter(type -> type.startsWith("audio/")).isPresent();
        head = new byte[FileTypes.HEAD];
        byte[] buffer = new byte[BUFFER];
        InputStream content = part.content();
        boolean known = false;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            if (draft.size() + count > mostBytes) {
                throw new UploadRefused(Refusal.FILE_TOO_LARGE);
            }
            draft.write(buffer, 0, count);
            int taken = Math.min(count, head.length - headSize);
            System.arraycopy(buffer, 0, head, headSize, taken);
            headSize += taken;
            if (!known && headSize == head.length) {
                known = true;
                refuseUnlessAllowed();
            }
        }
        head = Arrays.copyOf(head, headSize);
        if (!known && headSize > 0) {
            refuseUnlessAllowed();
        }
    }

    boolean isEmpty() {
        return draft.size() == 0;
    }

    Optional<String> givenName() {
        return givenName;
    }

    /**
     * What the content is.
     *
     * @throws UploadRefused {@code FILE_TYPE_NOT_ALLOWED}
     */
    FileType type(String name, UploadKind kind) {
        FileType type = types.detect(head, name).orElseThrow(() -> new UploadRefused(Refusal.FILE_TYPE_NOT_ALLOWED));
        // A container does not tell by its beginning whether there are pictures in it: there its sender is asked.
        FileType seen = kind == UploadKind.VOICE || saidToBeAudio ? type.withoutPictures() : type;
        if (kind == UploadKind.VOICE && seen.category() != FileCategory.AUDIO) {
            throw new UploadRefused(Refusal.FILE_TYPE_NOT_ALLOWED);
        }
        return seen;
    }

    private void refuseUnlessAllowed() {
        if (!types.mayBeAllowed(head)) {
            throw new UploadRefused(Refusal.FILE_TYPE_NOT_ALLOWED);
        }
    }
}
