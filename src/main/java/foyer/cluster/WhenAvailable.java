package foyer.cluster;

import java.lang.System.Logger.Level;

/** A task of the clockwork that is left out while the store cannot be asked: there will be a next time. */
public final class WhenAvailable implements Runnable {

    private static final System.Logger LOG = System.getLogger(WhenAvailable.class.getName());

    private final Runnable task;

    public WhenAvailable(Runnable task) {
        this.task = task;
    }

    @Override
    public void run() {
        try {
            task.run();
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "Left out: {0}", e.getMessage());
        }
    }
}
