package foyer.store.directory;

import foyer.config.BadConfigurationException;
import foyer.file.FileDraft;
import foyer.file.FileStore;
import foyer.file.FileUsage;
import foyer.file.StoredFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Files in a directory. The lists are changed under one lock, which nobody holds while waiting for the disk. */
public final class DirectoryFiles implements FileStore {

    private static final System.Logger LOG = System.getLogger(DirectoryFiles.class.getName());

    private final OwnDirectory directory;
    private final Space space;
    private final Clock clock;
    private final Shelves shelves = new Shelves();

    private DirectoryFiles(OwnDirectory directory, Space space, Clock clock) {
        this.directory = directory;
        this.space = space;
        this.clock = clock;
    }

    /**
     * Opens the store and removes what dead processes have left in the directory.
     *
     * @param directory is made, for its owner only, if it is not there; several processes may have the same
     * @param mostBytes what all files together may take; 0 for any amount
     * @param clock the time
     * @throws BadConfigurationException when the directory cannot be used
     */
    public static DirectoryFiles open(Path directory, long mostBytes, Clock clock) {
        try {
            return new DirectoryFiles(OwnDirectory.create(directory), new Space(mostBytes), clock);
        } catch (IOException e) {
            throw new BadConfigurationException(List.of("foyer.file.directory is '" + directory
                    + "' and must be a directory that this process can read and write (" + e + ")"));
        }
    }

    @Override
    public FileDraft begin(String fileId) throws IOException {
        Path path = directory.file(fileId);
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw space.explain(e, directory.path());
        }
        DirectoryDraft draft = new DirectoryDraft(path, channel, space, shelves);
        shelves.add(draft);
        return draft;
    }

    @Override
    public Optional<StoredFile> find(String fileId) {
        Instant now = clock.instant();
        return shelves.find(fileId).filter(file -> now.isBefore(file.expiresAt()));
    }

    @Override
    public Optional<SeekableByteChannel> open(String fileId) throws IOException {
        if (shelves.find(fileId).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(FileChannel.open(directory.file(fileId), StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            // Deleted in between.
            return Optional.empty();
        }
    }

    @Override
    public int deleteRoom(String roomId) {
        Shelves.Taken room = shelves.takeRoom(roomId);
        room.drafts().forEach(DirectoryDraft::delete);
        return delete(room.files());
    }

    @Override
    public boolean endsWithRooms() {
        return false;
    }

    @Override
    public int deleteExpired() {
        return delete(shelves.takeExpired(clock.instant()));
    }

    @Override
    public Optional<FileUsage> usage() {
        return Optional.of(new FileUsage(shelves.size(), space.taken()));
    }

    @Override
    public void close() {
        Shelves.Taken all = shelves.takeAll();
        all.drafts().forEach(DirectoryDraft::delete);
        delete(all.files());
        directory.close();
    }

    private int delete(Collection<StoredFile> files) {
        for (StoredFile file : files) {
            space.give(file.size());
            try {
                Files.deleteIfExists(directory.file(file.fileId()));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "A file is left on disk until the restart: {0}", e.toString());
            }
        }
        return files.size();
    }

    /** Whether nothing is kept, or coming in, or remembered. */
    boolean isIdle() {
        return shelves.isEmpty() && space.taken() == 0;
    }
}
