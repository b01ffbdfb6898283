/** Statistics: exact counts, kept as they change, and the latest guests online (contract section 7). */
package foyer.stats;
