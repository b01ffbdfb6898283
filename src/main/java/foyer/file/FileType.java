package foyer.file;

/**
 * What a file is, by its content.
 *
 * @param mime the content type it is served with
 * @param category how a client shows it
 * @param safe whether a browser may show it in its place; otherwise it is only ever served as an attachment
 */
public record FileType(String mime, FileCategory category, boolean safe) {

    /** The same media file without pictures: a voice note comes in a container that may hold video too. */
    FileType withoutPictures() {
        return switch (mime) {
            case "video/webm" -> new FileType("audio/webm", FileCategory.AUDIO, safe);
            case "video/mp4", "video/quicktime" -> new FileType("audio/mp4", FileCategory.AUDIO, safe);
            case "video/ogg" -> new FileType("audio/ogg", FileCategory.AUDIO, safe);
            case "video/3gpp" -> new FileType("audio/3gpp", FileCategory.AUDIO, safe);
            default -> this;
        };
    }
}
