package foyer.bench.server;

import foyer.bench.measure.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import redis.embedded.RedisServer;

/** Two nodes and the Redis between them. */
final class Cluster implements Server {

    private final RedisServer redis;
    private final long redisPid;
    private final List<Server> nodes = new ArrayList<>();

    private Cluster(RedisServer redis, long redisPid) {
        this.redis = redis;
        this.redisPid = redisPid;
    }

    /** @param starter starts a node with the URL of the Redis */
    static Server of(Function<String, Server> starter) {
        try {
            int port = Layout.freeAddress().getPort();
            Set<Long> before = children();
            RedisServer redis = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .build();
            redis.start();
            long pid = children().stream()
                    .filter(child -> !before.contains(child))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Redis did not start"));
            Cluster cluster = new Cluster(redis, pid);
            try {
                cluster.nodes.add(starter.apply("redis://127.0.0.1:" + port));
                cluster.nodes.add(starter.apply("redis://127.0.0.1:" + port));
            } catch (RuntimeException e) {
                cluster.close();
                throw e;
            }
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    @Override
    public List<InetSocketAddress> nodes() {
        return nodes.stream().flatMap(node -> node.nodes().stream()).toList();
    }

    @Override
    public Processes processes() {
        List<Long> pids = new ArrayList<>(List.of(redisPid));
        nodes.forEach(node -> pids.addAll(node.processes().pids()));
        return new Processes(pids);
    }

    @Override
    public long liveHeapBytes() {
        return nodes.get(0).liveHeapBytes();
    }

    @Override
    public void prepareProfile() {
        nodes.get(0).prepareProfile();
    }

    @Override
    public void startProfile() {
        nodes.get(0).startProfile();
    }

    @Override
    public void stopProfile(String name) {
        nodes.get(0).stopProfile(name);
    }

    @Override
    public void close() {
        nodes.forEach(Server::close);
        try {
            redis.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
