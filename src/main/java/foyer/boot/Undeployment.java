package foyer.boot;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Closes the node while the application still has its class loader, its connections and its threads. */
@WebListener
public class Undeployment implements ServletContextListener {

    private static final String NODE = Node.class.getName();

    /** Makes a node end with this application; called when it begins. */
    static void willClose(Node node, ServletContext context) {
        context.setAttribute(NODE, node);
    }

    /** Without a node, the deployment has failed. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (event.getServletContext().getAttribute(NODE) instanceof Node node) {
            node.close();
        }
    }
}
