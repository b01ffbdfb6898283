package foyer.store.directory;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A directory for this process alone, below one that it may share: {@code foyer-files-<uuid>}, readable by nobody else, with a file
 * {@code lock} that is locked while the process lives. By that a later process knows the left-overs of a dead one.
 */
final class OwnDirectory implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(OwnDirectory.class.getName());
    private static final String PREFIX = "foyer-files-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern CONTENT = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private OwnDirectory(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Removes what dead processes have left and makes a new directory.
     *
     * @param parent is made if it is not there
     */
    static OwnDirectory create(Path parent) throws IOException {
        Files.createDirectories(parent, forOwnerOnly(parent));
        removeLeftOvers(parent);
        Path path = parent.resolve(PREFIX + UUID.randomUUID());
        Files.createDirectory(path, forOwnerOnly(parent));
        FileChannel channel = FileChannel.open(
                path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new OwnDirectory(path, channel, channel.lock());
    }

    Path file(String fileId) {
        return path.resolve(fileId);
    }

    Path path() {
        return path;
    }

    /** Removes it with everything of ours in it; once is enough. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return; // closed before
        }
        try {
            removeContent(path);
            lock.release();
            channel.close();
            removeEmptied(path);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Files are left in {0}: {1}", path, e);
        }
    }

    private static void removeLeftOvers(Path parent) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, OwnDirectory::isOfAFoyer)) {
            for (Path directory : directories) {
                if (removeIfDead(directory)) {
                    LOG.log(Level.INFO, "Removed the files that an earlier process left in {0}", directory);
                }
            }
        }
    }

    private static boolean isOfAFoyer(Path path) {
        return NAME.matcher(path.getFileName().toString()).matches()
                && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean removeIfDead(Path directory) {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return false;
            }
            removeContent(directory);
        } catch (IOException | OverlappingFileLockException e) {
            // Of another application of this server, of another user, or being made at this moment.
            LOG.log(Level.DEBUG, "Left alone: {0} ({1})", directory, e);
            return false;
        }
        try {
            removeEmptied(directory);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Something that is not Foyer''s is in {0}: {1}", directory, e);
        }
        return true;
    }

    private static void removeContent(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory,
                file -> CONTENT.matcher(file.getFileName().toString()).matches())) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void removeEmptied(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(LOCK));
        Files.deleteIfExists(directory);
    }

    private static FileAttribute<?>[] forOwnerOnly(Path parent) {
        return parent.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
