/**
 * Temporary files (contract section 2): what a guest sends to the room it is in, for the room's life. A file comes in as a form
 * ({@link foyer.file.Uploads}) straight into a {@link foyer.file.FileStore}, is known by its content
 * ({@link foyer.file.FileTypes}), goes out by a signed link ({@link foyer.file.FileLinks}), and ends with its room
 * ({@link foyer.file.RoomFiles}). Knows nothing of rooms but {@link foyer.file.RoomMembership}.
 */
package foyer.file;
