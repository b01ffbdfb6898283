package foyer.redeploy;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;

/**
 * {@code POST /deploy?war=...} and {@code POST /undeploy}: what an administrator does on other servers, by the API of Payara Micro,
 * which has no console. By reflection, as the tests are compiled without it.
 */
@WebServlet({"/deploy", "/undeploy"})
public class DeployServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String NAME = "foyer";

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            boolean done;
            if (request.getServletPath().equals("/deploy")) {
                done = (boolean) runtimeMethod("deploy", String.class, String.class, File.class)
                        .invoke(runtime(), NAME, "/", new File(request.getParameter("war")));
            } else {
                runtimeMethod("undeploy", String.class).invoke(runtime(), NAME);
                done = true;
            }
            if (!done) {
                response.sendError(HttpServletResponse.SC_CONFLICT, "see the log of Payara Micro");
            }
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    private static Method runtimeMethod(String name, Class<?>... parameters) throws ReflectiveOperationException {
        return Class.forName("fish.payara.micro.PayaraMicroRuntime").getMethod(name, parameters);
    }

    private static Object runtime() throws ReflectiveOperationException {
        Class<?> micro = Class.forName("fish.payara.micro.PayaraMicro");
        return micro.getMethod("getRuntime")
                .invoke(micro.getMethod("getInstance").invoke(null));
    }
}
