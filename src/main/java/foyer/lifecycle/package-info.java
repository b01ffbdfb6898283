/** The life of a connection: connect, authenticate, live, away, gone (contract section 6). */
package foyer.lifecycle;
