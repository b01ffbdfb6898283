/** The log of what happens to guests. */
package foyer.log;
