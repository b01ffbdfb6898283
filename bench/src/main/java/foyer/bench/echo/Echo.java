package foyer.bench.echo;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Sends back what comes, as an application that cares for its cost would write it. */
@ServerEndpoint("/echo")
public class Echo {

    /** A text message. */
    @OnMessage
    public void onText(Session session, String text) {
        session.getAsyncRemote().sendText(text, result -> {});
    }
}
