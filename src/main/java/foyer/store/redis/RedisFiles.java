package foyer.store.redis;

import foyer.cluster.StoreUnavailableException;
import foyer.file.FileCategory;
import foyer.file.FileDraft;
import foyer.file.FileStore;
import foyer.file.FileType;
import foyer.file.FileUsage;
import foyer.file.StoreFullException;
import foyer.file.StoredFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Files in Redis: what is known of one in a hash, its content in a string that grows and is read piece by piece. All nodes see the same
 * files; they end with their room, with their time, or with Redis.
 */
final class RedisFiles implements FileStore {

    /** How long a draft lives of which nothing more comes in. Its sender's node may be dead. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final String KEPT = "kept";
    private static final String ROOM = "room";
    private static final String NAME = "name";
    private static final String TYPE = "type";
    private static final String CATEGORY = "category";
    private static final String SAFE = "safe";
    private static final String SIZE = "size";
    private static final String CREATED = "created";
    private static final String EXPIRES = "expires";
    private static final String DURATION = "duration";

    private final RedisGate gate;
    private final String mostBytes;
    private final String silence;

    /**
     * @param mostBytes what the files of all nodes together may take; 0 for any amount
     */
    RedisFiles(RedisGate gate, long mostBytes) {
        this(gate, mostBytes, SILENCE);
    }

    /**
     * @param silence how long a draft lives of which nothing more comes in
     */
    RedisFiles(RedisGate gate, long mostBytes, Duration silence) {
        this.gate = gate;
        this.mostBytes = Long.toString(mostBytes);
        this.silence = Long.toString(silence.toMillis());
    }

    @Override
    public FileDraft begin(String fileId) throws IOException {
        boolean hasSpace = ask(
                () -> gate.run(Script.FILE_BEGIN, fileId, mostBytes, silence).flag());
        if (!hasSpace) {
            throw full();
        }
        return new RedisDraft(fileId, this);
    }

    @Override
    public Optional<StoredFile> find(String fileId) throws IOException {
        Reply file = ask(() -> gate.call(command(Command.HMGET, fileKey(fileId))
                .addObjects(KEPT, ROOM, NAME, TYPE, CATEGORY, SAFE, SIZE, DURATION, CREATED, EXPIRES)));
        return file.optional().map(kept -> read(fileId, file));
    }

    @Override
    public Optional<SeekableByteChannel> open(String fileId) throws IOException {
        Reply file = ask(() -> gate.call(command(Command.HMGET, fileKey(fileId)).addObjects(KEPT, SIZE)));
        return file.optional().map(kept -> new RedisContent(gate, contentKey(fileId), file.number()));
    }

    @Override
    public int deleteRoom(String roomId) throws IOException {
        return ask(() -> gate.run(Script.FILE_DELETE_ROOM, roomId).count());
    }

    @Override
    public boolean endsWithRooms() {
        return true;
    }

    @Override
    public int deleteExpired() throws IOException {
        return ask(() -> gate.run(Script.FILE_SWEEP).count());
    }

    /** The files of all nodes, in one round trip; unknown while Redis is away. */
    @Override
    public Optional<FileUsage> usage() {
        try {
            List<Reply> answers = gate.callAll(List.of(
                    command(Command.SCARD, gate.key("files:kept")), command(Command.GET, gate.key("files:bytes"))));
            long bytes = answers.get(1).optional().map(Long::parseLong).orElse(0L);
            return Optional.of(new FileUsage(answers.get(0).number(), bytes));
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }

    /** Deletes nothing: the rooms live on, on other nodes. */
    @Override
    public void close() {
        // see above
    }

    // ---- for drafts ----

    boolean enter(String fileId, String roomId) throws IOException {
        return ask(() -> gate.run(Script.FILE_ENTER, fileId, roomId).flag());
    }

    /**
     * Adds to a draft.
     *
     * @return whether it is still there
     */
    boolean append(String fileId, byte[] piece) throws IOException {
        String answer = ask(() ->
                gate.run(Script.FILE_APPEND, piece, fileId, mostBytes, silence).text());
        if (answer.equals("FULL")) {
            throw full();
        }
        return answer.equals("ADDED");
    }

    /**
     * Makes a file of a draft.
     *
     * @return whether it was still there
     */
    boolean keep(StoredFile file) throws IOException {
        Duration lifetime = Duration.between(file.createdAt(), file.expiresAt());
        List<String> arguments =
                new ArrayList<>(List.of(file.fileId(), file.roomId(), Long.toString(Math.max(1, lifetime.toMillis()))));
        describe(file).forEach((name, value) -> arguments.addAll(List.of(name, value)));
        file.duration().ifPresent(seconds -> arguments.addAll(List.of(DURATION, seconds.toString())));
        return ask(() ->
                gate.run(Script.FILE_KEEP, arguments.toArray(String[]::new)).flag());
    }

    void abandon(String fileId) throws IOException {
        ask(() -> gate.run(Script.FILE_ABANDON, fileId));
    }

    /** That Redis cannot be asked is a fault of the store's, as the port has it. */
    static <T> T ask(Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (StoreUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private StoreFullException full() {
        return new StoreFullException("the files of all nodes may take " + mostBytes + " bytes");
    }

    private static Map<String, String> describe(StoredFile file) {
        return Map.of(
                NAME, file.name(),
                TYPE, file.type().mime(),
                CATEGORY, file.type().category().name(),
                SAFE, Boolean.toString(file.type().safe()),
                SIZE, Long.toString(file.size()),
                CREATED, Long.toString(file.createdAt().toEpochMilli()),
                EXPIRES, Long.toString(file.expiresAt().toEpochMilli()));
    }

    /** In the order in which {@link #find} asks. */
    private static StoredFile read(String fileId, Reply file) {
        String room = file.text();
        String name = file.text();
        FileType type = new FileType(file.text(), FileCategory.valueOf(file.text()), Boolean.parseBoolean(file.text()));
        long size = file.number();
        Optional<BigDecimal> duration = file.optional().map(BigDecimal::new);
        return new StoredFile(fileId, room, name, type, size, duration, file.millis(), file.millis());
    }

    private static CommandArguments command(Command command, String key) {
        return new CommandArguments(command).key(key);
    }

    private String fileKey(String fileId) {
        return gate.key("file:" + fileId);
    }

    private String contentKey(String fileId) {
        return fileKey(fileId) + ":content";
    }
}
