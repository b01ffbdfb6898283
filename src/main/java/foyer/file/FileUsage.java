package foyer.file;

/**
 * How much a store of files holds.
 *
 * @param files how many files, those that are coming in not counted
 * @param bytes what all take, those that are coming in included
 */
public record FileUsage(long files, long bytes) {}
