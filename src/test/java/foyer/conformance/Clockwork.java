package foyer.conformance;

import foyer.engineio.EngineOptions;
import foyer.engineio.TickWheel;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executor;

/** What both servers of this application share. */
@ApplicationScoped
public class Clockwork {

    private final TickWheel wheel = new TickWheel(Duration.ofMillis(10), System::nanoTime);

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ManagedExecutorService executor;

    void start(@Observes @Initialized(ApplicationScoped.class) Object started) {
        wheel.start(threads);
    }

    TickWheel wheel() {
        return wheel;
    }

    Executor executor() {
        return executor;
    }

    /** The timers the suites were written for. */
    EngineOptions options() {
        EngineOptions defaults = EngineOptions.defaults();
        return new EngineOptions(
                Duration.ofMillis(300),
                Duration.ofMillis(200),
                1_000_000,
                defaults.upgradeTimeout(),
                defaults.queuePackets(),
                defaults.queueBytes(),
                defaults.stallTimeout());
    }

    @PreDestroy
    void stop() {
        wheel.close();
    }
}
