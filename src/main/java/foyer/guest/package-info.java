/**
 * Guests: their sessions, names and profiles, and the REST resources that make, show, change and end them
 * (contract section 2).
 */
package foyer.guest;
