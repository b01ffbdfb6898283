package foyer.engineio;

import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The first request of a connection: all that is kept of it, for the life of the connection.
 *
 * @param query the first value of each query parameter, {@code EIO}, {@code transport} and {@code t} among them
 * @param authorization the {@code Authorization} header
 * @param origin the {@code Origin} header
 * @param remoteAddress the client's address, behind a trusted proxy the one the proxy names; never a host name
 * @param principal who the container says the caller is
 * @param time when the request arrived
 */
public record Handshake(
        Map<String, String> query,
        Optional<String> authorization,
        Optional<String> origin,
        String remoteAddress,
        Optional<Principal> principal,
        Instant time) {}
