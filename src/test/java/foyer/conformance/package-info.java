/**
 * The small application the official protocol test suites expect: an Engine.IO echo at {@code /engine.io/} and
 * a Socket.IO server with two namespaces at {@code /socket.io/}, with short timers. See docs/conformance.md.
 */
package foyer.conformance;
