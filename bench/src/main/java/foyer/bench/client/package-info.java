/** Guests as the benchmark plays them: as much of Engine.IO, Socket.IO and Foyer's contract as the scenarios need. */
package foyer.bench.client;
