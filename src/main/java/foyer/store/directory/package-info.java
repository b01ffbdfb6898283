/**
 * Keeps temporary files in a directory of this node: the content on disk, everything else in memory, for files do not outlive the
 * process. Implements the port of {@code foyer.file}.
 */
package foyer.store.directory;
