/** Reads and checks the {@code foyer.*} properties: a bad value stops the deployment and is named. */
package foyer.config;
