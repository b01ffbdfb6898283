/**
 * Reads {@code multipart/form-data} (RFC 7578) as it comes in: a part at a time, never more than a buffer of it in memory. Knows
 * nothing of files and rooms.
 */
package foyer.file.multipart;
