/**
 * Two guests and what they have to do with each other: matching, the life of a room, and the relay of chat and call
 * signals between its members (contract sections 3, 5 and 6).
 */
package foyer.room;
