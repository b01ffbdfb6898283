package foyer.testing;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.microprofile.config.ConfigProvider;

/** Added to an archive, tells what a property is in the server: {@code GET /configuration-probe?foyer.room.grace}. */
@WebServlet("/configuration-probe")
public class ConfigurationProbe extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        String value = ConfigProvider.getConfig()
                .getOptionalValue(request.getQueryString(), String.class)
                .orElse("(absent)");
        response.getWriter().print(value);
    }
}
