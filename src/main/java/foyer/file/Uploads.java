package foyer.file;

import foyer.cluster.StoreUnavailableException;
import foyer.edge.RateLimiter;
import foyer.edge.Refusal;
import foyer.file.Slots.Slot;
import foyer.file.multipart.MalformedBodyException;
import foyer.file.multipart.MultipartReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Takes files in. Any thread may use it; it waits for the client and for the store, so that the number of those who upload at one
 * time is limited, in all and each.
 */
public final class Uploads {

    private static final System.Logger LOG = System.getLogger(Uploads.class.getName());
    private static final int ID_BYTES = 16;

    /** Of one session, and of one network. */
    private static final int AT_ONCE = 4;

    private static final Duration UNTIL_A_SLOT_IS_FREE = Duration.ofSeconds(2);

    /** What a form may have beside the file's content. */
    private static final int OTHER_BYTES = 64 * 1024;

    private final FileStore store;
    private final RoomMembership rooms;
    private final FileTypes types;
    private final FileSettings settings;
    private final RateLimiter allowances;
    private final Slots slots;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * @param store keeps the files
     * @param rooms tells who may send to which room
     * @param types tells what a file is
     * @param settings the limits
     * @param allowances how often a session may upload
     * @param random for names that cannot be guessed
     * @param clock the time
     */
    public Uploads(
            FileStore store,
            RoomMembership rooms,
            FileTypes types,
            FileSettings settings,
            RateLimiter allowances,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.rooms = rooms;
        this.types = types;
        this.settings = settings;
        this.allowances = allowances;
        this.slots = new Slots(settings.uploadsAtOnce(), AT_ONCE);
        this.random = random;
        this.clock = clock;
    }

    /**
     * Takes a form with a file. Whatever goes wrong, nothing is left of it.
     *
     * @param boundary of its content type
     * @param form is read to its end, unless it is refused before
     * @return the file, which can be fetched from now on
     * @throws UploadRefused when anything is wrong with the form, or with its sender
     */
    StoredFile receive(Sender sender, UploadKind kind, String boundary, InputStream form) {
        Slot slot = slots.take(List.of("session " + sender.sessionId(), "network " + sender.network()))
                .orElseThrow(() -> UploadRefused.until(UNTIL_A_SLOT_IS_FREE));
        try (slot) {
            UploadBody body = limited(form);
            try {
                takeAllowance(sender);
                return take(sender, kind, boundary, body);
            } catch (UploadRefused refused) {
                body.skipRest();
                throw refused;
            }
        }
    }

    private void takeAllowance(Sender sender) {
        allowances.take(sender.sessionId()).map(UploadRefused::until).ifPresent(refused -> {
            throw refused;
        });
    }

    private StoredFile take(Sender sender, UploadKind kind, String boundary, InputStream form) {
        try {
            return keep(sender, kind, new MultipartReader(form, boundary));
        } catch (MalformedBodyException e) {
            LOG.log(Level.DEBUG, "Upload of {0}: {1}", sender.userId(), e.getMessage());
            throw new UploadRefused(Refusal.BAD_REQUEST);
        } catch (RoomClosedException e) {
            throw new UploadRefused(Refusal.NOT_YOUR_ROOM);
        } catch (StoreFullException e) {
            LOG.log(Level.WARNING, "No room for an upload of {0}: {1}", sender.userId(), e.getMessage());
            throw new UploadRefused(Refusal.STORAGE_FULL);
        } catch (StoreUnavailableException e) {
            throw unavailable(e);
        } catch (IOException e) {
            if (e.getCause() instanceof StoreUnavailableException cause) {
                throw unavailable(cause);
            }
            LOG.log(Level.ERROR, "The store of files fails", e);
            throw new UploadRefused(Refusal.UNAVAILABLE);
        }
    }

    /** It is told elsewhere, and once. */
    private static UploadRefused unavailable(StoreUnavailableException cause) {
        LOG.log(Level.DEBUG, "An upload is refused: {0}", cause.getMessage());
        return new UploadRefused(Refusal.UNAVAILABLE);
    }

    private StoredFile keep(Sender sender, UploadKind kind, MultipartReader form) throws IOException {
        String fileId = newId();
        try (FileDraft draft = store.begin(fileId)) {
            IncomingFile content = new IncomingFile(draft, types, settings.maxBytes());
            Upload upload = new Upload(sender, kind, rooms, draft, content);
            upload.read(form);
            return upload.keep(fileId, clock.instant(), settings.lifetime());
        }
    }

    private UploadBody limited(InputStream form) {
        return new UploadBody(
                form, (long) settings.maxBytes() + OTHER_BYTES, settings.minBytesPerSecond(), System::nanoTime);
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
