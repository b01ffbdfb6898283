package foyer.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens whose signature is known to be good, because it was verified here before or made here: so that a guest who comes back
 * does not cost an elliptic curve's arithmetic again. It is about the signature of one exact text and nothing else: whatever may
 * have changed since (the time, first of all) is checked each time.
 *
 * <p>Kept are digests, no tokens, and no more than a bounded number of them: those that were seen last. Any thread may use it.
 */
final class ProvenSignatures {

    private final int generationSize;
    private volatile Set<Digest> recent = ConcurrentHashMap.newKeySet();
    private volatile Set<Digest> older = Set.of();

    /** @param most how many are remembered at most; at least half as many are */
    ProvenSignatures(int most) {
        this.generationSize = most / 2;
    }

    /** Whether the signature of this token is known to be good. */
    boolean contains(String token) {
        Digest digest = Digest.of(token);
        if (recent.contains(digest)) {
            return true;
        }
        if (older.contains(digest)) {
            add(digest); // it is in use: it outlives the next change of generations
            return true;
        }
        return false;
    }

    /** How many are remembered. */
    int size() {
        return recent.size() + older.size();
    }

    /** Remembers a token whose signature was verified or made just now. */
    void add(String token) {
        add(Digest.of(token));
    }

    private void add(Digest digest) {
        recent.add(digest);
        if (recent.size() >= generationSize) {
            age();
        }
    }

    private synchronized void age() {
        if (recent.size() >= generationSize) {
            older = recent;
            recent = ConcurrentHashMap.newKeySet();
        }
    }

    /** SHA-256, in a form that takes little memory. */
    private record Digest(long first, long second, long third, long fourth) {

        static Digest of(String token) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(
                        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
                return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
