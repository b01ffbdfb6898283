package foyer.engineio;

import jakarta.servlet.ServletRequest;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/**
 * The request of a WebSocket's handshake on WildFly. Undertow keeps the listener of the upgrade as long as the connection, and with it
 * request, answer, exchange and security context: a quarter of the memory of an idle guest, and nobody asks for it once the WebSocket is open.
 * On other servers there is nothing to let go of. One thread at a time.
 */
final class UndertowRequest {

    private static final System.Logger LOG = System.getLogger(UndertowRequest.class.getName());
    private static final String UNDERTOW = "io.undertow.";
    private static final String LISTENER_SETTER = "setUpgradeListener";

    /** By the class of the connection. What Undertow's class remembers of it is a method of its own, so it does not keep ours. */
    private static final ClassValue<Method> SETTERS = new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> connection) {
            Method setter = Arrays.stream(connection.getDeclaredMethods())
                    .filter(method -> method.getName().equals(LISTENER_SETTER))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + LISTENER_SETTER));
            setter.setAccessible(true);
            return setter;
        }
    };

    private Optional<ServletRequest> request;

    private UndertowRequest(ServletRequest request) {
        this.request =
                Optional.of(request).filter(own -> own.getClass().getName().startsWith(UNDERTOW));
    }

    /** Undertow's request behind the one that an application sees. */
    static UndertowRequest of(ServletRequest request) {
        return new UndertowRequest(Requests.innermost(request));
    }

    /** Lets go of it. The WebSocket is open: Undertow has called its listener, and never does so again. */
    void forget() {
        request.ifPresent(UndertowRequest::forget);
        request = Optional.empty();
    }

    private static void forget(ServletRequest undertows) {
        try {
            Object exchange = undertows.getClass().getMethod("getExchange").invoke(undertows);
            Object connection = exchange.getClass().getMethod("getConnection").invoke(exchange);
            SETTERS.get(connection.getClass()).invoke(connection, (Object) null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "Undertow is not as it was: each WebSocket takes 3 kB more for it", e);
        }
    }
}
