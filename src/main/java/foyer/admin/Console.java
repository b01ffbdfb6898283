package foyer.admin;

import foyer.lifecycle.Measures;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Foyer in the server's management: the MBean {@code foyer:type=Server}, there while the application is deployed. */
public final class Console implements AutoCloseable {

    /** The name of the MBean. */
    public static final String NAME = "foyer:type=Server";

    private static final System.Logger LOG = System.getLogger(Console.class.getName());

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private boolean registered;

    /** Registers the MBean. Without it the application runs all the same; the log says why it is missing. */
    public synchronized void open(Administration administration, Measures measures) {
        try {
            server.registerMBean(new ServerBean(administration, measures), new ObjectName(NAME));
            registered = true;
        } catch (InstanceAlreadyExistsException e) {
            LOG.log(
                    Level.WARNING,
                    "Another Foyer is deployed on this server and has the MBean {0}; this one is administered over REST",
                    NAME);
        } catch (JMException e) {
            LOG.log(Level.WARNING, "The MBean " + NAME + " could not be registered", e);
        }
    }

    @Override
    public synchronized void close() {
        if (!registered) {
            return;
        }
        registered = false;
        try {
            server.unregisterMBean(new ObjectName(NAME));
        } catch (JMException e) {
            LOG.log(Level.WARNING, "The MBean " + NAME + " could not be removed", e);
        }
    }
}
