package foyer.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a JFR recording says in a few lines: whose code the CPU time was spent in, and who allocated. A sample counts for the party
 * whose frame is nearest to where it was taken.
 */
public final class Profile {

    private static final int MOST_LINES = 16;

    /** Parties by the beginning of their class names; the first that fits counts. */
    private static final Map<String, String> PARTIES = parties();

    private final Map<String, Long> partyOfCpu = new HashMap<>();
    private final Map<String, Long> cpuInFoyer = new HashMap<>();
    private final Map<String, Long> cpuAtTop = new HashMap<>();
    private final Map<String, Long> partyOfBytes = new HashMap<>();
    private final Map<String, Long> bytesInFoyer = new HashMap<>();

    private Profile() {}

    private static Map<String, String> parties() {
        Map<String, String> parties = new LinkedHashMap<>();
        parties.put("sun.nio.ch.", "sockets: reading, writing, selecting");
        parties.put("foyer.", "Foyer");
        parties.put("io.undertow.websockets.", "Undertow WebSocket");
        parties.put("io.undertow.", "Undertow HTTP");
        parties.put("org.xnio.", "XNIO");
        parties.put("org.glassfish.tyrus.", "Tyrus");
        parties.put("org.glassfish.grizzly.", "Grizzly");
        parties.put("org.glassfish.jersey.", "JAX-RS");
        parties.put("org.jboss.resteasy.", "JAX-RS");
        parties.put("org.apache.catalina.", "Catalina");
        parties.put("org.jboss.weld.", "CDI");
        parties.put("org.jboss.logmanager.", "logging");
        parties.put("java.util.logging.", "logging");
        parties.put("java.text.", "logging");
        parties.put("com.nimbusds.", "tokens");
        parties.put("sun.security.", "tokens");
        parties.put("java.security.", "tokens");
        parties.put("org.eclipse.parsson.", "JSON");
        parties.put("org.jboss.", "WildFly, other");
        parties.put("org.wildfly.", "WildFly, other");
        parties.put("com.sun.enterprise.", "Payara, other");
        parties.put("fish.payara.", "Payara, other");
        parties.put("org.glassfish.", "Payara, other");
        parties.put("io.netty.", "Netty");
        parties.put("com.corundumstudio.", "netty-socketio");
        return parties;
    }

    /** Prints one recording; for {@code bench/run.sh --profile}, and for whoever has a file. */
    public static void main(String[] files) {
        for (String file : files) {
            System.out.println(of(Path.of(file)));
        }
    }

    /** The lines about a recording. */
    public static String of(Path file) {
        Profile profile = new Profile();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                profile.add(recording.readEvent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.getFileName()
                + shares("CPU time, by whose code it is", profile.partyOfCpu)
                + shares("CPU time, where in Foyer it begins", profile.cpuInFoyer)
                + shares("CPU time, where it is spent", profile.cpuAtTop)
                + shares("allocated bytes, by whose code it is", profile.partyOfBytes)
                + shares("allocated bytes, where in Foyer", profile.bytesInFoyer);
    }

    private void add(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return;
        }
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> {
                if (isWaiting(frames)) {
                    return;
                }
                partyOfCpu.merge(party(frames), 1L, Long::sum);
                cpuAtTop.merge(name(frames.get(0)), 1L, Long::sum);
                inFoyer(frames).ifPresent(frame -> cpuInFoyer.merge(frame, 1L, Long::sum));
            }
            case "jdk.ObjectAllocationSample" -> {
                long weight = event.getLong("weight");
                partyOfBytes.merge(party(frames), weight, Long::sum);
                inFoyer(frames).ifPresent(frame -> bytesInFoyer.merge(frame, weight, Long::sum));
            }
            default -> {
                // other events say nothing of this
            }
        }
    }

    /** A thread in the kernel may be waiting there. */
    private static boolean isWaiting(List<RecordedFrame> frames) {
        String top = name(frames.get(0));
        return top.startsWith("sun.nio.ch.EPoll.wait")
                || top.startsWith("sun.nio.fs.LinuxWatchService.poll")
                || top.contains(".accept")
                || top.startsWith("sun.nio.ch.Net.poll");
    }

    private static String party(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            for (Entry<String, String> party : PARTIES.entrySet()) {
                if (type.startsWith(party.getKey())) {
                    return party.getValue();
                }
            }
        }
        return "other";
    }

    private static Optional<String> inFoyer(List<RecordedFrame> frames) {
        return frames.stream()
                .map(Profile::name)
                .filter(name -> name.startsWith("foyer."))
                .findFirst();
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static String shares(String title, Map<String, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        StringBuilder text =
                new StringBuilder("\n  ").append(title).append(" (").append(all).append(")\n");
        counts.entrySet().stream()
                .sorted(Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_LINES)
                .forEach(entry -> text.append(String.format(
                        Locale.ROOT, "    %5.1f %%  %s%n", 100.0 * entry.getValue() / all, entry.getKey())));
        return text.toString();
    }
}
