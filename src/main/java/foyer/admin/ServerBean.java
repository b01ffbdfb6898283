package foyer.admin;

import foyer.admin.ConnectionLog.LogLevel;
import foyer.cluster.StoreState;
import foyer.engineio.TransportName;
import foyer.file.FileUsage;
import foyer.lifecycle.Control;
import foyer.lifecycle.Measures;
import foyer.rest.PlainCharacters;
import foyer.stats.Stats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** The MBean of the node. A console reads all attributes one by one, so the figures are kept for a moment. */
final class ServerBean implements ServerMXBean {

    private static final long MOMENT_NANOS = 500_000_000;
    private static final int MOST_GUESTS = 1_000;

    private final Administration administration;
    private final Measures measures;
    private Optional<Figures> known = Optional.empty();
    private long knownAt;

    ServerBean(Administration administration, Measures measures) {
        this.administration = administration;
        this.measures = measures;
    }

    private synchronized Figures figures() {
        long now = System.nanoTime();
        if (known.isEmpty() || now - knownAt > MOMENT_NANOS) {
            known = Optional.of(administration.figures());
            knownAt = now;
        }
        return known.get();
    }

    @Override
    public String getVersion() {
        return figures().version();
    }

    @Override
    public String getNode() {
        return figures().node();
    }

    @Override
    public long getUptimeSeconds() {
        return figures().uptime().toSeconds();
    }

    @Override
    public boolean isReady() {
        return figures().ready();
    }

    @Override
    public boolean isDraining() {
        return figures().draining();
    }

    @Override
    public int getConnections() {
        return figures().connections();
    }

    @Override
    public Map<String, Integer> getSockets() {
        Map<String, Integer> sockets = new TreeMap<>();
        for (Map.Entry<TransportName, Integer> entry : figures().sockets().entrySet()) {
            sockets.put(entry.getKey().wireName(), entry.getValue());
        }
        return sockets;
    }

    @Override
    public int getGuestsOnline() {
        return figures().stats().map(Stats::onlineUsers).orElse(-1);
    }

    @Override
    public int getGuestsSearching() {
        return figures().stats().map(Stats::availableUsers).orElse(-1);
    }

    @Override
    public int getRooms() {
        return figures().stats().map(Stats::connectedUsers).orElse(-1);
    }

    @Override
    public long getFiles() {
        return figures().files().map(FileUsage::files).orElse(-1L);
    }

    @Override
    public long getFileBytes() {
        return figures().files().map(FileUsage::bytes).orElse(-1L);
    }

    @Override
    public long getQueuedPackets() {
        return figures().backlog().packets();
    }

    @Override
    public long getQueuedBytes() {
        return figures().backlog().bytes();
    }

    @Override
    public int getTasksWaiting() {
        return figures().tasksWaiting();
    }

    @Override
    public Map<String, Long> getRefusedConnections() {
        return nonZero(measures.refusals());
    }

    @Override
    public Map<String, Long> getDisconnects() {
        return nonZero(measures.disconnects());
    }

    private static Map<String, Long> nonZero(Map<?, LongAdder> counters) {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach((key, counter) -> {
            if (counter.sum() > 0) {
                counts.put(key instanceof Enum<?> constant ? constant.name() : key.toString(), counter.sum());
            }
        });
        return counts;
    }

    @Override
    public String getStore() {
        return figures().store().kind();
    }

    @Override
    public String getStoreState() {
        StoreState store = figures().store();
        return store.up() ? "up" : store.trouble().orElse("down");
    }

    @Override
    public String getConnectionLogLevel() {
        return administration.logLevel().name();
    }

    @Override
    public List<String> listGuests(String search, int offset, int limit) {
        if (offset < 0 || limit < 0 || limit > MOST_GUESTS) {
            throw new IllegalArgumentException("offset must not be negative, and limit be from 0 to " + MOST_GUESTS);
        }
        return administration.guests(search, offset, limit).guests().stream()
                .map(guest -> guest.presence().userId() + " " + guest.username())
                .toList();
    }

    @Override
    public String findGuest(String userId) {
        return administration
                .guest(userId)
                .map(guest -> AdminJson.of(guest).toString())
                .orElse("");
    }

    @Override
    public boolean disconnectGuest(String userId) {
        return administration.disconnectGuest(Actor.JMX, userId);
    }

    @Override
    public boolean disconnectSocket(String socketId) {
        return administration.disconnectSocket(Actor.JMX, socketId) == Control.Found.YES;
    }

    @Override
    public boolean endSession(String id) {
        return administration.endSession(Actor.JMX, id).isPresent();
    }

    @Override
    public boolean closeRoom(String id) {
        return administration.closeRoom(Actor.JMX, id).isPresent();
    }

    @Override
    public int broadcastNotice(String message) {
        String text = message.strip();
        if (text.isEmpty()
                || text.length() > NoticeForm.LONGEST
                || !text.codePoints().allMatch(PlainCharacters::contain)) {
            throw new IllegalArgumentException(
                    "the message must have 1 to " + NoticeForm.LONGEST + " characters, and no control characters");
        }
        return administration.notice(Actor.JMX, text);
    }

    @Override
    public boolean drain() {
        return administration.drain(Actor.JMX);
    }

    @Override
    public boolean undrain() {
        return administration.undrain(Actor.JMX);
    }

    @Override
    public void changeConnectionLogLevel(String level) {
        administration.setLogLevel(
                Actor.JMX,
                LogLevel.named(level).orElseThrow(() -> new IllegalArgumentException("the level " + LevelForm.ONE_OF)));
    }
}
