package foyer.bench.server;

import foyer.bench.server.Target.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All targets there are. */
public final class Targets {

    private final Layout layout;
    private final List<String> javaOptions;

    /**
     * @param layout where things are
     * @param javaOptions of the virtual machines of all servers in Java
     */
    public Targets(Layout layout, List<String> javaOptions) {
        this.layout = layout;
        this.javaOptions = javaOptions;
    }

    /** In the order in which they are measured and shown. */
    public List<Target> all() {
        WildFly wildfly = new WildFly(layout, javaOptions);
        PayaraMicro payara = new PayaraMicro(layout, javaOptions);
        NodeJs node = new NodeJs(layout);
        Netty netty = new Netty(layout, javaOptions);
        EchoWar echo = new EchoWar(layout);
        return List.of(
                one(
                        "foyer-wildfly",
                        "Foyer on WildFly",
                        Protocol.FOYER,
                        settings -> wildfly.start(layout.foyerWar(), settings)),
                one(
                        "foyer-payara",
                        "Foyer on Payara Micro",
                        Protocol.FOYER,
                        settings -> payara.start(layout.foyerWar(), settings)),
                one("socket.io", "socket.io (Node.js)", Protocol.SOCKET_IO, settings -> node.start()),
                one("netty-socketio", "netty-socketio", Protocol.SOCKET_IO, settings -> netty.start()),
                one(
                        "echo-wildfly",
                        "Raw echo on WildFly",
                        Protocol.ECHO,
                        settings -> wildfly.start(echo.file(), Map.of())),
                one(
                        "echo-payara",
                        "Raw echo on Payara Micro",
                        Protocol.ECHO,
                        settings -> payara.start(echo.file(), Map.of())),
                two(
                        "foyer-wildfly-2",
                        "Foyer on WildFly, two nodes",
                        Protocol.FOYER,
                        settings -> Cluster.of(redis -> wildfly.start(layout.foyerWar(), with(settings, redis)))),
                two("socket.io-2", "socket.io, two nodes", Protocol.SOCKET_IO, settings -> Cluster.of(node::start)));
    }

    private static Target one(
            String name, String title, Protocol protocol, Function<Map<String, String>, Server> starter) {
        return new Target(name, title, protocol, 1, starter);
    }

    private static Target two(
            String name, String title, Protocol protocol, Function<Map<String, String>, Server> starter) {
        return new Target(name, title, protocol, 2, starter);
    }

    private static Map<String, String> with(Map<String, String> settings, String redis) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("foyer.redis.url", redis);
        return all;
    }
}
