package foyer.engineio;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;

/**
 * Makes WebSocket cheap on Payara, whose Tyrus schedules an idle task for every frame, in and out, whether or not
 * there is an idle time-out. It does so on the default managed scheduled executor, which captures a context each time
 * and scans the WAR for context providers to do it: most of the CPU time of an echo. The container has no setting for
 * this, and does not deploy an application with CDI once that executor is disabled; so the field is replaced here.
 *
 * <p>Does nothing on servers without Tyrus. Where it fails, a warning is logged and Foyer is slower, no more.
 */
@WebListener
public class TyrusScheduler implements ServletContextListener {

    private static final System.Logger LOGGER = System.getLogger(TyrusScheduler.class.getName());
    private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";
    private static final String BASE = "org.glassfish.tyrus.core.BaseContainer";
    private static final String SCHEDULER = "managedScheduledExecutorService";

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "foyer-tyrus");
        thread.setDaemon(true);
        return thread;
    });

    /** Runs after Tyrus has made its container, and before its first connection. */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        scheduler.setRemoveOnCancelPolicy(true); // every frame cancels the task of the one before
        Optional.ofNullable(event.getServletContext().getAttribute(CONTAINER)).ifPresent(this::replaceSchedulerOf);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        scheduler.shutdownNow();
    }

    private void replaceSchedulerOf(Object container) {
        Optional<Class<?>> base = Stream.<Class<?>>iterate(
                        container.getClass(), type -> type != null, Class::getSuperclass)
                .filter(type -> type.getName().equals(BASE))
                .findFirst();
        if (base.isEmpty()) {
            return;
        }
        try {
            Field field = base.get().getDeclaredField(SCHEDULER);
            field.setAccessible(true);
            field.set(container, scheduler);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "Tyrus keeps its managed scheduler: every WebSocket frame is dearer for it", e);
        }
    }
}
