package foyer.engineio;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Takes Tyrus' upgrade handler out of Payara's request when the connection has ended. Payara keeps requests for later use, and
 * empties them of all but this: until the same request becomes a WebSocket again it holds the session of an earlier one,
 * and with it all classes of a deployment that may be gone long since. On other servers it does nothing.
 */
final class TyrusHandler {

    private static final String FIELD = "httpUpgradeHandler";

    /** The event by which Payara destroys a bean; of one that it does not know any more it says nothing. */
    private static final String DESTROY = "predestroy";

    private volatile Optional<Consumer<Executor>> removal = Optional.empty();

    /** To be called after the upgrade. */
    void isIn(ServletRequest request, HttpUpgradeHandler handler) {
        Grizzly.payaraRequestOf(request).ifPresent(payara -> {
            try {
                VarHandle field = Grizzly.handle(Grizzly.field(payara, FIELD));
                HttpUpgradeHandler blank = handler.getClass().getConstructor().newInstance();
                Object context = Grizzly.call(payara, "getContext");
                Method tell = context.getClass().getMethod("fireContainerEvent", String.class, Object.class);
                // Payara may still want to destroy what it finds there, so it finds one that knows no session. Nothing
                // happens to a request that is somebody else's WebSocket by now.
                removal = Optional.of(executor -> {
                    if (field.compareAndSet(payara, handler, blank)) {
                        execute(executor, () -> destroy(context, tell, handler));
                    }
                });
            } catch (ReflectiveOperationException e) {
                Grizzly.isNotAsItWas(e);
            }
        });
    }

    /** As Payara does with a handler when its connection ends in order: else its list of beans keeps it, and the request with it. */
    private static void destroy(Object context, Method tell, HttpUpgradeHandler handler) {
        try {
            tell.invoke(context, DESTROY, handler);
        } catch (ReflectiveOperationException e) {
            Grizzly.isNotAsItWas(e);
        }
    }

    /**
     * Not before the session is opened: until then Payara takes the handler from the request.
     *
     * @param executor of the application: the thread that closes the connection may be in the middle of somebody's request
     */
    void forget(Executor executor) {
        removal.ifPresent(present -> present.accept(executor));
        removal = Optional.empty();
    }

    private static void execute(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run(); // the application is being undeployed
        }
    }
}
