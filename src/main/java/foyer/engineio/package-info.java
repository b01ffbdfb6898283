/**
 * Engine.IO v4: the handshake, the heartbeat, the two transports and the upgrade from one to the
 * other. It carries opaque text and binary messages and knows nothing of Socket.IO or of guests.
 *
 * <p>Specification: the Engine.IO protocol, revision 4.
 */
package foyer.engineio;
