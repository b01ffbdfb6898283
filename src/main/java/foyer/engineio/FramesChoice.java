package foyer.engineio;

import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Chooses how packets get into sessions: the cheapest way that there is with this server. Any thread may ask. */
final class FramesChoice {

    private static final System.Logger LOG = System.getLogger(FramesChoice.class.getName());

    private final AtomicBoolean complained = new AtomicBoolean();

    /**
     * For a new session; never fails.
     *
     * @param connection Grizzly's, if it is below
     */
    Frames of(Session session, Optional<Object> connection) {
        String server = session.getClass().getName();
        if (server.startsWith("io.undertow.")) {
            return new Frames.Batching(session.getAsyncRemote());
        }
        // Elsewhere these classes are not even loaded: they name some of Tyrus' and of Grizzly's.
        if (server.startsWith("org.glassfish.tyrus.")) {
            try {
                Optional<Frames> tyrus = TyrusFrames.of(session);
                Optional<Frames> grizzly = tyrus.flatMap(
                        frames -> connection.flatMap(below -> GrizzlyFrames.of(session::isOpen, below, frames)));
                return grizzly.or(() -> tyrus).orElseGet(() -> new Frames.Standard(session.getAsyncRemote()));
            } catch (LinkageError | ClassCastException e) {
                complain(e);
            }
        }
        return new Frames.Standard(session.getAsyncRemote());
    }

    private void complain(Throwable e) {
        Level level = complained.getAndSet(true) ? Level.DEBUG : Level.WARNING;
        LOG.log(level, "Tyrus or Grizzly is not as it was: what guests are told is dearer for it", e);
    }
}
