/** Where the ports of the features are implemented; nothing above imports these packages. */
package foyer.store;
