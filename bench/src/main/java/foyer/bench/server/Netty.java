package foyer.bench.server;

import foyer.bench.peer.NettySocketIo;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** {@link NettySocketIo} in a process of its own. */
final class Netty {

    private final Layout layout;
    private final List<String> javaOptions;

    Netty(Layout layout, List<String> javaOptions) {
        this.layout = layout;
        this.javaOptions = javaOptions;
    }

    Server start() {
        Path work = layout.work("netty-socketio");
        InetSocketAddress address = Layout.freeAddress();
        List<String> command = JavaServer.command(javaOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                NettySocketIo.class.getName(),
                Integer.toString(address.getPort())));
        Process process = Launch.start(work, command);
        Launch.await(process, work, address, "/", 400);
        return new JavaServer(layout, process, address);
    }
}
