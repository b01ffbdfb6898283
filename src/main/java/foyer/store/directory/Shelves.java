package foyer.store.directory;

import foyer.file.StoredFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is where: the files and drafts of every room. Under one lock, and without waiting for anything, so that a file is kept either
 * before its room's are taken, or not at all.
 */
final class Shelves {

    /** In the order they came; all live equally long, so that the first is the first to expire. */
    private final Map<String, StoredFile> files = new LinkedHashMap<>();

    private final Map<String, Set<String>> filesOfRooms = new HashMap<>();
    private final Map<String, Set<DirectoryDraft>> draftsOfRooms = new HashMap<>();
    private final Set<DirectoryDraft> drafts = new LinkedHashSet<>();
    private boolean closed;

    /**
     * What was there and is no more.
     *
     * @param drafts none of which will be kept
     */
    record Taken(List<StoredFile> files, List<DirectoryDraft> drafts) {}

    synchronized void add(DirectoryDraft draft) {
        if (closed) {
            draft.end();
        }
        drafts.add(draft);
    }

    /** How many files there are. */
    synchronized int size() {
        return files.size();
    }

    synchronized void enter(DirectoryDraft draft, String roomId) {
        draftsOfRooms.computeIfAbsent(roomId, unseen -> new HashSet<>()).add(draft);
    }

    /** Makes a file of a draft, unless the draft has been taken. */
    synchronized boolean keep(DirectoryDraft draft, StoredFile file) {
        if (draft.isEnded()) {
            return false;
        }
        remove(draft, Optional.of(file.roomId()));
        files.put(file.fileId(), file);
        filesOfRooms
                .computeIfAbsent(file.roomId(), unseen -> new LinkedHashSet<>())
                .add(file.fileId());
        return true;
    }

    synchronized void remove(DirectoryDraft draft, Optional<String> roomId) {
        drafts.remove(draft);
        roomId.ifPresent(room -> draftsOfRooms.computeIfPresent(room, (same, inIt) -> {
            inIt.remove(draft);
            return inIt.isEmpty() ? null : inIt;
        }));
    }

    synchronized Optional<StoredFile> find(String fileId) {
        return Optional.ofNullable(files.get(fileId));
    }

    synchronized Taken takeRoom(String roomId) {
        List<StoredFile> taken = Optional.ofNullable(filesOfRooms.remove(roomId)).orElse(Set.of()).stream()
                .map(files::remove)
                .toList();
        List<DirectoryDraft> ended =
                List.copyOf(Optional.ofNullable(draftsOfRooms.remove(roomId)).orElse(Set.of()));
        ended.forEach(DirectoryDraft::end);
        return new Taken(taken, ended);
    }

    synchronized List<StoredFile> takeExpired(Instant now) {
        List<StoredFile> taken = files.values().stream()
                .takeWhile(file -> !now.isBefore(file.expiresAt()))
                .toList();
        for (StoredFile file : taken) {
            files.remove(file.fileId());
            filesOfRooms.computeIfPresent(file.roomId(), (same, inIt) -> {
                inIt.remove(file.fileId());
                return inIt.isEmpty() ? null : inIt;
            });
        }
        return taken;
    }

    /** Takes everything, and ends every draft that will be added. */
    synchronized Taken takeAll() {
        closed = true;
        List<DirectoryDraft> ended = List.copyOf(drafts);
        ended.forEach(DirectoryDraft::end);
        Taken all = new Taken(new ArrayList<>(files.values()), ended);
        files.clear();
        filesOfRooms.clear();
        draftsOfRooms.clear();
        drafts.clear();
        return all;
    }

    /** Whether nothing is remembered, of any room. */
    synchronized boolean isEmpty() {
        return files.isEmpty() && filesOfRooms.isEmpty() && draftsOfRooms.isEmpty() && drafts.isEmpty();
    }
}
