/** Peers that are written in Java; those in other languages are in {@code bench/peers}. */
package foyer.bench.peer;
