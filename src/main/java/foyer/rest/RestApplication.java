package foyer.rest;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.auth.LoginConfig;

/**
 * The REST application. Its resources are found by the server, in whichever package they live; callers are known by a
 * MicroProfile JWT. (Payara looks at {@code @LoginConfig} of CDI beans only, hence the scope.)
 */
@ApplicationScoped
@ApplicationPath("/api")
@LoginConfig(authMethod = "MP-JWT", realmName = "foyer")
@DeclareRoles({"guest", "foyer-admin"})
public class RestApplication extends Application {

    /** Jersey, Payara's REST, would describe every resource to anybody at {@code /api/application.wadl}. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
