package foyer.file;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Rooms as a test wants them, instead of the product's. */
@Alternative
@Priority(1)
@ApplicationScoped
public class RoomsProbe implements RoomMembership {

    private final Set<String> members = ConcurrentHashMap.newKeySet();

    @Override
    public boolean isMember(String userId, String roomId) {
        return members.contains(userId + ' ' + roomId);
    }

    void join(String userId, String roomId) {
        members.add(userId + ' ' + roomId);
    }

    void end(String roomId) {
        members.removeIf(member -> member.endsWith(' ' + roomId));
    }
}
