package foyer.file;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The links by which files are fetched. They need no token, for {@code <img src>} cannot send one: a link holds the file's id, its
 * end, and a signature of both (HMAC-SHA256, cut to 128 bits). Any thread may use it.
 */
public final class FileLinks {

    /** {@code GET}: the file in its place. */
    static final String SHOW = "/api/temp-files/temp/";

    /** {@code GET}: the file as an attachment. */
    static final String DOWNLOAD = "/api/temp-files/download/";

    /** What {@link foyer.token.SigningKey#derive} makes the key of links from. */
    public static final String KEY_LABEL = "foyer file links";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 16;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    private final SecretKeySpec key;
    private final Clock clock;

    /**
     * @param key 32 bytes that cannot be guessed; all nodes that serve the same files have the same
     * @param clock the time
     */
    public FileLinks(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.clock = clock;
    }

    /** Shows the file in its place, unless its type is one that must not be. */
    String show(String origin, StoredFile file) {
        return origin + SHOW + file.fileId() + query(file);
    }

    /** Saves the file. */
    String download(String origin, StoredFile file) {
        return origin + DOWNLOAD + file.fileId() + query(file);
    }

    /**
     * Whether we made the link, and its time is not over.
     *
     * @param fileId of the path
     * @param expires {@code e} of the query, or nothing
     * @param signature {@code s} of the query, or nothing
     */
    boolean isGood(String fileId, String expires, String signature) {
        if (!SECONDS.matcher(expires).matches()) {
            return false;
        }
        boolean ours = MessageDigest.isEqual(
                sign(fileId, expires).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        return ours && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(expires)));
    }

    private String query(StoredFile file) {
        String expires = Long.toString(file.expiresAt().getEpochSecond());
        return "?e=" + expires + "&s=" + sign(file.fileId(), expires);
    }

    private String sign(String fileId, String expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal((fileId + '\n' + expires).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(signature, SIGNATURE_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
