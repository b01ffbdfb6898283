/** The servers that are measured, each started as its own documentation says and stopped again. */
package foyer.bench.server;
