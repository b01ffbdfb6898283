package foyer.testing;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Field;

/** Added to an archive, answers any message with the class of the executor on which Tyrus schedules. */
@ServerEndpoint("/scheduler-probe")
public class SchedulerProbe {

    /** The answer of another WebSocket implementation. */
    public static final String NOT_TYRUS = "not Tyrus";

    @OnMessage
    public String answer(String question, Session session) throws ReflectiveOperationException {
        if (!session.getClass().getName().startsWith("org.glassfish.tyrus")) {
            return NOT_TYRUS;
        }
        Field service = session.getClass().getDeclaredField("service");
        service.setAccessible(true);
        return service.get(session).getClass().getName();
    }
}
