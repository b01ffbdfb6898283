/** Puts the application together: reads the configuration once, and makes the plain objects of all packages. Knows everybody. */
package foyer.boot;
