package foyer.token;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger.Level;

/**
 * Lets WildFly forget the application when it is undeployed. For MicroProfile JWT WildFly makes a security domain of its own for each
 * deployment and enters it in a table of Elytron's under the deployment's class loader; for such a domain, other than for one
 * that an administrator has configured, nobody takes the entry out again. Every redeployment would leave all classes of the one before.
 *
 * <p>Does nothing on servers without Elytron.
 */
@WebListener
public class ElytronDomain implements ServletContextListener {

    private static final System.Logger LOG = System.getLogger(ElytronDomain.class.getName());
    private static final String DOMAIN = "org.wildfly.security.auth.server.SecurityDomain";

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        ClassLoader deployment = event.getServletContext().getClassLoader();
        try {
            Class.forName(DOMAIN, true, deployment)
                    .getMethod("unregisterClassLoader", ClassLoader.class)
                    .invoke(null, deployment);
        } catch (ClassNotFoundException e) {
            // Another server, which has no such table.
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "WildFly keeps the classes of this deployment in memory until it is restarted", e);
        }
    }
}
