/** Payara Server, for the tests: a domain made anew, run and administered as an administrator does it. */
package foyer.testing.payara;
