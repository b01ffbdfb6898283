package foyer.store.memory;

import foyer.cluster.NodeId;
import foyer.room.Absence;
import foyer.room.Exit;
import foyer.room.Member;
import foyer.room.Room;
import foyer.room.RoomStore;
import foyer.room.SearchOutcome;
import foyer.room.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Waiting guests and rooms in memory, as one node sees them. */
final class MemoryRooms implements RoomStore {

    private final Shared shared;
    private final Directory directory;
    private final Meetings meetings;
    private final Supplier<NodeId> self;

    /** @param self in whose name it speaks, asked at each step */
    MemoryRooms(Shared shared, Supplier<NodeId> self) {
        this.shared = shared;
        this.directory = shared.directory;
        this.meetings = shared.meetings;
        this.self = self;
    }

    @Override
    public SearchOutcome search(String userId) {
        synchronized (shared) {
            Instant now = shared.clock.instant();
            Optional<Room> present = meetings.roomOf(userId);
            if (present.isPresent()) {
                return new SearchOutcome.InRoom(present.get());
            }
            // Before the guest is searching again: who went away and came back has lost its place.
            meetings.waiting.keepOnly(this::isSearching);
            Optional<Guest> guest = directory
                    .changeOfUser(userId, found -> found.withPresence(presence -> presence.searching(true, now)))
                    .after()
                    .filter(found -> found.presence().isSearching());
            if (guest.isEmpty()) {
                return new SearchOutcome.Unreachable();
            }
            WaitingList.Entry entry = meetings.waiting.add(guest.get().session(), now);
            return match(entry, now)
                    .<SearchOutcome>map(SearchOutcome.Matched::new)
                    .orElseGet(() -> new SearchOutcome.Waiting(meetings.waiting.isOnly(entry)));
        }
    }

    @Override
    public boolean cancel(String userId) {
        synchronized (shared) {
            Instant now = shared.clock.instant();
            meetings.waiting.remove(userId);
            return directory
                    .changeOfUser(userId, guest -> guest.withPresence(presence -> presence.searching(false, now)))
                    .before()
                    .filter(guest -> guest.presence().isSearching())
                    .isPresent();
        }
    }

    @Override
    public List<Step.Opened> matchPatient() {
        synchronized (shared) {
            Instant now = shared.clock.instant();
            meetings.partings.forgetOld(now);
            meetings.missed.forgetOld(now);
            meetings.waiting.keepOnly(this::isSearching);
            List<Step.Opened> matched = new ArrayList<>();
            for (WaitingList.Entry entry : meetings.waiting.inOrder()) {
                if (meetings.waiting.contains(entry)) {
                    match(entry, now).ifPresent(matched::add);
                }
            }
            return matched;
        }
    }

    @Override
    public Optional<Room> roomOf(String userId) {
        synchronized (shared) {
            return meetings.roomOf(userId);
        }
    }

    @Override
    public List<Step.Opened> roomsOf(List<String> userIds) {
        synchronized (shared) {
            Set<Room> rooms = new LinkedHashSet<>();
            userIds.forEach(userId -> meetings.roomOf(userId).ifPresent(rooms::add));
            return rooms.stream().map(this::opened).toList();
        }
    }

    @Override
    public Optional<Step.Closed> close(Room room, Exit exit) {
        synchronized (shared) {
            return closeNow(room, exit);
        }
    }

    @Override
    public Optional<Step.Closed> closeIfAway(Room room, Exit exit) {
        synchronized (shared) {
            return meetings.isOverdue(exit.userId(), shared.clock.instant()) ? closeNow(room, exit) : Optional.empty();
        }
    }

    private Optional<Step.Closed> closeNow(Room room, Exit exit) {
        if (!meetings.isOpen(room)) {
            return Optional.empty();
        }
        Instant now = shared.clock.instant();
        String leaver = exit.userId();
        String partner = room.partnerOf(leaver).userId();
        meetings.close(room, now);
        for (String userId : List.of(leaver, partner)) {
            directory.changeOfUser(userId, guest -> guest.withPresence(presence -> presence.alone()));
        }
        if (isOffline(partner)) {
            meetings.missed.add(partner, room, now);
        }
        if (isOffline(leaver) && exit.kind() == Exit.Kind.LOST) {
            meetings.missed.add(leaver, room, now);
        }
        Optional<Instant> offlineSince = directory
                .ofUser(leaver)
                .filter(guest -> !guest.isOnline())
                .map(guest -> guest.presence().lastSeen());
        Step.Closed closed = new Step.Closed(room, exit, offlineSince);
        shared.tell(self.get(), room, closed);
        return Optional.of(closed);
    }

    @Override
    public List<Absence> overdue(int most) {
        synchronized (shared) {
            return meetings.overdue(most, shared.clock.instant());
        }
    }

    @Override
    public void keepMissed(String userId, Room room) {
        synchronized (shared) {
            NodeId node = self.get();
            boolean told = shared.places(userId).nodes().stream().anyMatch(place -> !place.equals(node));
            if (!told && meetings.roomOf(userId).isEmpty()) {
                meetings.missed.add(userId, room, shared.clock.instant());
            }
        }
    }

    @Override
    public void restore(List<Room> rooms, Duration grace) {
        synchronized (shared) {
            Instant until = shared.clock.instant().plus(grace);
            for (Room room : rooms) {
                restore(room, until);
            }
        }
    }

    private void restore(Room room, Instant until) {
        List<Member> members = List.of(room.first(), room.second());
        if (members.stream()
                .flatMap(member -> meetings.roomOf(member.userId()).stream())
                .anyMatch(other -> !other.equals(room))) {
            return;
        }
        boolean known = meetings.isOpen(room);
        meetings.put(room);
        for (Member member : members) {
            // The session of one of them may have been put back since the room was.
            String partner = room.partnerOf(member.userId()).userId();
            directory.changeOfUser(member.userId(), guest -> guest.withPresence(presence -> presence.with(partner)));
            if (!known && isOffline(member.userId())) {
                meetings.beginSilentAbsence(room, member.userId(), until);
            }
        }
    }

    private boolean isOffline(String userId) {
        return directory.ofUser(userId).filter(Guest::isOnline).isEmpty();
    }

    /** Who has gone offline did not say so here. */
    private boolean isSearching(WaitingList.Entry entry) {
        return directory
                .find(entry.session().sessionId())
                .filter(guest -> guest.presence().isSearching())
                .isPresent();
    }

    /** Finds a partner for one who waits. */
    private Optional<Step.Opened> match(WaitingList.Entry seeker, Instant now) {
        return meetings.waiting.suiting(seeker, meetings.partings, now).stream()
                .filter(candidate -> isReachable(candidate, now))
                .findFirst()
                .map(candidate -> open(candidate, seeker, now));
    }

    private Step.Opened open(WaitingList.Entry one, WaitingList.Entry other, Instant now) {
        Room room = meetings.open(Member.of(one.session()), Member.of(other.session()), now);
        for (WaitingList.Entry entry : List.of(one, other)) {
            meetings.waiting.remove(entry.userId());
            String partner = room.partnerOf(entry.userId()).userId();
            directory.change(
                    entry.session().sessionId(), guest -> guest.withPresence(presence -> presence.with(partner)));
        }
        Step.Opened opened = opened(room);
        shared.tell(self.get(), room, opened);
        return opened;
    }

    private boolean isReachable(WaitingList.Entry entry, Instant now) {
        return shared.places(entry.userId()).nodes().stream().anyMatch(node -> shared.members.isAlive(node, now));
    }

    private Step.Opened opened(Room room) {
        String first = room.first().userId();
        String second = room.second().userId();
        return new Step.Opened(room, Map.of(first, shared.places(first), second, shared.places(second)));
    }
}
