package foyer.engineio;

import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Strikes a session off Tyrus' books when its connection has ended and Tyrus has not noticed (see {@link ConnectionEnd}).
 * Closing it would write to streams that are somebody else's by now; not closing it would keep it for ever.
 */
final class TyrusSessions {

    private static final System.Logger LOG = System.getLogger(TyrusSessions.class.getName());

    private TyrusSessions() {}

    /** Touches no stream; does nothing to a session that Tyrus has closed itself. */
    static void forget(Session session) {
        try {
            Object endpoint = Grizzly.field(session, "endpointWrapper").get(session);
            Object remote = session.getBasicRemote();
            Object webSocket = Grizzly.field(remote, "webSocket").get(remote);
            Method onClose = Arrays.stream(endpoint.getClass().getDeclaredMethods())
                    .filter(method -> method.getName().equals("onClose") && method.getParameterCount() == 2)
                    .findFirst()
                    .orElseThrow(() -> new NoSuchMethodException("onClose"));
            onClose.setAccessible(true);
            onClose.invoke(endpoint, webSocket, new jakarta.websocket.CloseReason(CloseCodes.GOING_AWAY, "lost"));
        } catch (InvocationTargetException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "Tyrus has closed the session already", e);
        } catch (ReflectiveOperationException e) {
            Grizzly.isNotAsItWas(e);
        }
    }
}
