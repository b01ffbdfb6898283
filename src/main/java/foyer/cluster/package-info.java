/** The nodes that are one Foyer: what they are called, how they hear of each other, and who is still alive. Knows nothing of guests. */
package foyer.cluster;
