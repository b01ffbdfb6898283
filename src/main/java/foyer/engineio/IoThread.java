package foyer.engineio;

import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The thread that a connection is written by. Undertow writes with one I/O thread per connection: a frame that is sent from another
 * thread is handed over under locks, and most of a broadcast's CPU time went into that. So the hand-over is made here, once for all that
 * waits. Elsewhere the thread that sends is the one that writes.
 */
interface IoThread extends Executor {

    /** For servers that write on the thread of the caller. */
    IoThread CALLER = Runnable::run;

    /** Runs a task that never waits: now when this is the thread, else soon. Any thread. */
    @Override
    void execute(Runnable task);

    /** The thread of a session; never fails. */
    static IoThread of(Session session) {
        if (!session.getClass().getName().startsWith("io.undertow.")) {
            return CALLER;
        }
        try {
            Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
            Object thread = channel.getClass().getMethod("getIoThread").invoke(channel);
            return new Undertows((Thread) thread, (Executor) thread);
        } catch (ReflectiveOperationException | ClassCastException e) {
            System.getLogger(IoThread.class.getName())
                    .log(Level.DEBUG, "Undertow is not as it was: a broadcast is dearer for it", e);
            return CALLER;
        }
    }

    /** XNIO's: one object is both. */
    record Undertows(Thread thread, Executor executor) implements IoThread {

        @Override
        public void execute(Runnable task) {
            if (Thread.currentThread() == thread) {
                task.run();
                return;
            }
            try {
                executor.execute(task);
            } catch (RejectedExecutionException e) {
                task.run(); // the server is stopping; Undertow takes frames from any thread
            }
        }
    }
}
