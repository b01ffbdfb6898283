package foyer.engineio;

import java.security.Principal;

/** A handshake on its way through the container, from the filter to the WebSocket endpoint. */
record HandshakePrincipal(Handshake handshake) implements Principal {

    @Override
    public String getName() {
        return handshake.principal().map(Principal::getName).orElse("anonymous");
    }
}
