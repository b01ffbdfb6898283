package foyer.testing.probe;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What a management console would do with an MBean of the server, from within: {@code GET /console-probe?attribute=Version}, or
 * {@code ?operation=findGuest&argument=guest_1}; arguments are taken as text or, where the MBean wants one, as a number.
 */
@WebServlet("/console-probe")
public class ConsoleProbe extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        response.setContentType("text/plain");
        try {
            ObjectName name = new ObjectName("foyer:type=Server");
            String attribute = request.getParameter("attribute");
            response.getWriter()
                    .print(attribute != null ? server.getAttribute(name, attribute) : invoke(server, name, request));
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    private static Object invoke(MBeanServer server, ObjectName name, HttpServletRequest request) throws JMException {
        String operation = request.getParameter("operation");
        String[] given = request.getParameterValues("argument");
        String[] types = Stream.of(server.getMBeanInfo(name).getOperations())
                .filter(info -> info.getName().equals(operation))
                .map(MBeanOperationInfo::getSignature)
                .flatMap(Arrays::stream)
                .map(MBeanParameterInfo::getType)
                .toArray(String[]::new);
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = types[i].equals("int") ? (Object) Integer.valueOf(given[i]) : given[i];
        }
        Object answer = server.invoke(name, operation, arguments, types);
        return answer instanceof Object[] array ? Arrays.toString(array) : answer;
    }
}
