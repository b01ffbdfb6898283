package foyer.bench.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Payara Micro as it is shipped. */
final class PayaraMicro {

    private final Layout layout;

    PayaraMicro(Layout layout) {
        this.layout = layout;
    }

    Server start(Path war, Map<String, String> settings) {
        Path work = layout.work("payara");
        InetSocketAddress address = Layout.freeAddress();
        List<String> command = new ArrayList<>(List.of(Layout.java()));
        command.addAll(JavaServer.OPTIONS);
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-jar",
                layout.servers().resolve("payara-micro.jar").toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--rootDir",
                work.resolve("root").toString(),
                "--prebootcommandfile",
                layout.serverConfig()
                        .resolve("payara/pre-boot-loopback.asadmin")
                        .toString(),
                "--port",
                Integer.toString(address.getPort()),
                "--contextroot",
                "/",
                "--deploy",
                war.toString()));
        Process process = Launch.start(work, command);
        Launch.await(process, work, address, settings.isEmpty() ? "/ready.txt" : "/health/ready", 200);
        return new JavaServer(layout, process, address);
    }
}
