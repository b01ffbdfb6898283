/** Who is online: what is known of a guest's presence, and the port that keeps it. */
package foyer.presence;
