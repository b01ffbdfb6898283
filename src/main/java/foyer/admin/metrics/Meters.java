package foyer.admin.metrics;

import foyer.admin.Figures;
import foyer.admin.Overview;
import foyer.engineio.EngineServer;
import foyer.engineio.TransportName;
import foyer.file.FileUsage;
import foyer.lifecycle.Measures;
import foyer.socketio.Traffic;
import foyer.stats.Stats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** The counters and gauges of Foyer: names, what they mean, and where they come from. Gauges show the figures of the last scrape. */
public final class Meters {

    private final MeterRegistry registry;
    private final Overview overview;
    private volatile Figures figures;

    private Meters(MeterRegistry registry, Overview overview) {
        this.registry = registry;
        this.overview = overview;
        this.figures = overview.now();
    }

    /** Adds them to the registry; to be called once. */
    public static void add(
            Metrics metrics, Overview overview, Measures measures, Traffic traffic, EngineServer engine) {
        Meters meters = new Meters(metrics.registry(), overview);
        metrics.beforeScrape(meters::refresh);
        meters.addState();
        meters.addFigures();
        meters.addCounters(measures);
        meters.addTraffic(traffic);
        meters.counter("foyer.strays", "Requests for connections of another node", engine, EngineServer::strays);
    }

    private void refresh() {
        figures = overview.now();
    }

    private void addState() {
        Gauge.builder("foyer.build", figures, now -> 1)
                .description("1; the version is in the label")
                .tag("version", figures.version())
                .strongReference(true)
                .register(registry);
        gauge("foyer.ready", "1 while guests are let in", now -> number(now.ready()));
        gauge("foyer.draining", "1 while the node drains", now -> number(now.draining()));
        Gauge.builder(
                        "foyer.store.up",
                        this,
                        meters -> number(meters.figures.store().up()))
                .description("1 while the store answers")
                .tag("kind", figures.store().kind())
                .strongReference(true)
                .register(registry);
    }

    private void addFigures() {
        gauge("foyer.connections", "Open connections of this node", Figures::connections);
        for (TransportName transport : TransportName.values()) {
            Gauge.builder(
                            "foyer.sockets",
                            this,
                            meters -> meters.figures.sockets().getOrDefault(transport, 0))
                    .description("Sockets of guests on this node")
                    .tag("transport", transport.wireName())
                    .strongReference(true)
                    .register(registry);
        }
        gauge("foyer.sessions", "Sessions alive, on all nodes", stats(Stats::totalUsers));
        gauge("foyer.guests.online", "Guests with a socket, on all nodes", stats(Stats::onlineUsers));
        gauge("foyer.guests.searching", "Guests who search, on all nodes", stats(Stats::availableUsers));
        gauge("foyer.rooms", "Open rooms, on all nodes", stats(Stats::connectedUsers));
        gauge("foyer.files", "Files of rooms", files(FileUsage::files));
        gauge("foyer.files.bytes", "What the files take", files(FileUsage::bytes));
        gauge(
                "foyer.queue.packets",
                "Packets that wait to be written to clients",
                now -> now.backlog().packets());
        gauge(
                "foyer.queue.bytes",
                "How large they are together",
                now -> now.backlog().bytes());
        gauge("foyer.tasks.waiting", "Tasks that wait for a thread of the node", Figures::tasksWaiting);
    }

    private void addCounters(Measures measures) {
        counter("foyer.connects", "Sockets let in", measures, Measures::connects);
        counters("foyer.refused", "Connections refused", "code", measures.refusals());
        counters("foyer.disconnects", "Sockets that have ended", "reason", measures.disconnects());
        counters("foyer.events", "Events of clients", "event", measures.events());
        counters("foyer.events.refused", "Events of clients that were refused", "code", measures.eventRefusals());
    }

    private void addTraffic(Traffic traffic) {
        counter("foyer.messages.received", "Messages from clients", traffic, Traffic::messagesReceived);
        counter("foyer.messages.sent", "Messages queued for clients", traffic, Traffic::messagesSent);
        counter("foyer.received.bytes", "What these messages hold", traffic, Traffic::bytesReceived);
        counter("foyer.sent.bytes", "What these messages hold", traffic, Traffic::bytesSent);
    }

    private void gauge(String name, String description, ToDoubleFunction<Figures> value) {
        Gauge.builder(name, this, meters -> value.applyAsDouble(meters.figures))
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private static ToDoubleFunction<Figures> stats(ToDoubleFunction<Stats> value) {
        return now -> known(now.stats(), value);
    }

    private static ToDoubleFunction<Figures> files(ToDoubleFunction<FileUsage> value) {
        return now -> known(now.files(), value);
    }

    private static <T> double known(Optional<T> source, ToDoubleFunction<T> value) {
        return source.isPresent() ? value.applyAsDouble(source.get()) : Double.NaN;
    }

    private <T> void counter(String name, String description, T source, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, source, value).description(description).register(registry);
    }

    private void counters(String name, String description, String label, Map<?, LongAdder> counters) {
        counters.forEach((key, counter) -> FunctionCounter.builder(name, counter, LongAdder::sum)
                .description(description)
                .tag(label, key instanceof Enum<?> constant ? constant.name() : key.toString())
                .register(registry));
    }

    private static int number(boolean flag) {
        return flag ? 1 : 0;
    }
}
