/** What a test adds to the product's archive, to see from outside what the server holds on to. */
package foyer.testing.probe;
