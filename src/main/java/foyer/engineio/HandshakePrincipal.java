package foyer.engineio;

import java.security.Principal;

/**
 * A handshake on its way through the container, from the filter to the WebSocket endpoint.
 *
 * @param end tells of the end of the connection
 * @param stay of the thread of the handshake
 * @param handler to be forgotten at that end
 * @param request to be forgotten when the WebSocket is open
 */
record HandshakePrincipal(
        Handshake handshake, ConnectionEnd end, Stay stay, TyrusHandler handler, UndertowRequest request)
        implements Principal {

    @Override
    public String getName() {
        return handshake.principal().map(Principal::getName).orElse("anonymous");
    }
}
