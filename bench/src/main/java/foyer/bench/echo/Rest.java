package foyer.bench.echo;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Where {@link Welcome} is. */
@ApplicationPath("api")
public class Rest extends Application {}
