package foyer.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Payara Micro with the command files of {@code server-config/payara} and with Bouncy Castle, as docs/servers.md advises. */
final class PayaraMicro {

    private final Layout layout;
    private final List<String> javaOptions;

    PayaraMicro(Layout layout, List<String> javaOptions) {
        this.layout = layout;
        this.javaOptions = javaOptions;
    }

    Server start(Path war, Map<String, String> settings) {
        Path work = layout.work("payara");
        InetSocketAddress address = Layout.freeAddress();
        List<String> command = JavaServer.command(javaOptions);
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-jar",
                layout.servers().resolve("payara-micro.jar").toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--addlibs",
                layout.servers().resolve("bcprov.jar").toString(),
                "--rootDir",
                work.resolve("root").toString(),
                "--prebootcommandfile",
                preBoot(work).toString(),
                "--postbootcommandfile",
                commands("post-boot.asadmin").toString(),
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

    /** Payara Micro takes one file only: what administrators give it, and that the benchmark is on loopback. */
    private Path preBoot(Path work) {
        try {
            String both = Files.readString(commands("pre-boot.asadmin"))
                    + System.lineSeparator()
                    + Files.readString(commands("pre-boot-loopback.asadmin"));
            return Files.writeString(work.resolve("pre-boot.asadmin"), both);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path commands(String file) {
        return layout.serverConfig().resolve("payara").resolve(file);
    }
}
