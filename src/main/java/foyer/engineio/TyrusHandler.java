package foyer.engineio;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Optional;

/**
 * Takes Tyrus' upgrade handler out of Payara's request when the connection has ended. Payara keeps requests for later use, and
 * empties them of all but this: until the same request becomes a WebSocket again it holds the session of an earlier one,
 * and with it all classes of a deployment that may be gone long since. On other servers it does nothing.
 */
final class TyrusHandler {

    private static final String FIELD = "httpUpgradeHandler";

    private volatile Optional<Runnable> removal = Optional.empty();

    /** To be called after the upgrade. */
    void isIn(ServletRequest request, HttpUpgradeHandler handler) {
        Grizzly.payaraRequestOf(request).ifPresent(payara -> {
            try {
                VarHandle field = handlerOf(payara);
                HttpUpgradeHandler blank = handler.getClass().getConstructor().newInstance();
                // Payara may still want to destroy what it finds there, so it finds one that knows no session. Nothing
                // happens to a request that is somebody else's WebSocket by now.
                removal = Optional.of(() -> field.compareAndSet(payara, handler, blank));
            } catch (ReflectiveOperationException e) {
                Grizzly.isNotAsItWas(e);
            }
        });
    }

    /** Not before the session is opened: until then Payara takes the handler from the request. */
    void forget() {
        removal.ifPresent(Runnable::run);
        removal = Optional.empty();
    }

    private static VarHandle handlerOf(Object payaraRequest) throws ReflectiveOperationException {
        Field field = Grizzly.field(payaraRequest, FIELD);
        return MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup())
                .unreflectVarHandle(field);
    }
}
