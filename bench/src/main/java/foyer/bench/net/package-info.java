/** Thousands of client connections on one thread: a selector loop, HTTP and WebSocket on raw sockets. */
package foyer.bench.net;
