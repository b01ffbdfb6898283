package foyer.file;

/** What is uploaded. */
enum UploadKind {
    /** Any file. */
    FILE,
    /** A recording, with its duration. */
    VOICE
}
