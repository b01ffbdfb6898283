/**
 * Socket.IO v5 on top of {@link foyer.engineio}: packets, namespaces, rooms, acknowledgements and broadcasts. It
 * carries JSON as text, without ever building a tree of it, and knows nothing of guests.
 *
 * <p>One connection, inwards: {@link foyer.socketio.SocketIoServer#onOpen} makes a {@code Client}, whose {@code
 * PacketDecoder} turns messages into {@code ClientPacket}s; a CONNECT becomes a {@link
 * foyer.socketio.ConnectRequest} for the {@link foyer.socketio.NamespaceHandler}, everything later goes to the {@link
 * foyer.socketio.SocketHandler} of the accepted {@link foyer.socketio.Socket}. Outwards: a {@link
 * foyer.socketio.Message} is encoded once by {@code PacketEncoder} and queued on each connection it is for.
 *
 * <p>Two things will find their place here. Connection state recovery: {@link
 * foyer.socketio.ConnectRequest#authJson} carries the client's {@code pid} and {@code offset}, the CONNECT answer ({@code
 * PacketEncoder.connect}) can carry a {@code pid}, the id of a socket is given to it by its request, and an offset is one
 * more argument at the end of a {@link foyer.socketio.Message}. A cluster: {@link foyer.socketio.Broadcast} is a value of
 * rooms and exceptions, and a {@link foyer.socketio.Message} of event and arguments, so a bus can carry both to the other
 * nodes and say there what was said here.
 *
 * <p>Specification: the Socket.IO protocol, revision 5.
 */
package foyer.socketio;
