/** What {@code server-config} makes of the servers. */
package foyer.server;
