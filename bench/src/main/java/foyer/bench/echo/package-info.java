/** The floor: packed into a WAR of its own. */
package foyer.bench.echo;
