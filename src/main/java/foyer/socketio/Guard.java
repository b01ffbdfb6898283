package foyer.socketio;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Calls the application's code: what it throws must harm neither the connection nor the thread that serves it. */
final class Guard {

    private static final Logger LOG = System.getLogger(Guard.class.getName());

    private Guard() {}

    /**
     * Runs the code of a handler.
     *
     * @param what the name of what is called, for the log
     * @return whether it came to its end
     */
    static boolean run(String what, Runnable handler) {
        try {
            handler.run();
            return true;
        } catch (RuntimeException e) {
            // The message may hold what a client sent; it goes where the trace goes.
            LOG.log(Level.ERROR, "{0} failed: {1}{2}", what, e.getClass().getName(), origin(e));
            LOG.log(Level.DEBUG, what + " failed", e);
            return false;
        }
    }

    private static String origin(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }
}
