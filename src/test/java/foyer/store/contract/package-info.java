/** What every store must do, whatever it keeps things in: the same tests run on memory and on a real Redis. */
package foyer.store.contract;
