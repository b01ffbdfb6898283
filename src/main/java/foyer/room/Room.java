package foyer.room;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A room of two. The same two always meet in a room of the same id; {@code since} tells one meeting from the next.
 *
 * @param since when they were matched
 */
public record Room(Member first, Member second, Instant since) {

    /** The two user ids, sorted, joined by {@code _}. */
    public String id() {
        String one = first.userId();
        String other = second.userId();
        return one.compareTo(other) < 0 ? one + "_" + other : other + "_" + one;
    }

    /** Both user ids, first and second. */
    public List<String> userIds() {
        return List.of(first.userId(), second.userId());
    }

    /** Of what tells rooms apart: members are large, and rooms are looked up at every step. */
    @Override
    public int hashCode() {
        return Objects.hash(first.userId(), second.userId(), since);
    }

    /** Whether the user is one of the two. */
    public boolean has(String userId) {
        return first.userId().equals(userId) || second.userId().equals(userId);
    }

    /** The member of that id. */
    public Member member(String userId) {
        return first.userId().equals(userId) ? first : second;
    }

    /** The other one. */
    public Member partnerOf(String userId) {
        return first.userId().equals(userId) ? second : first;
    }
}
