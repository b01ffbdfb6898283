package foyer.file;

import static foyer.file.FileCategory.ARCHIVE;
import static foyer.file.FileCategory.AUDIO;
import static foyer.file.FileCategory.DOCUMENT;
import static foyer.file.FileCategory.IMAGE;
import static foyer.file.FileCategory.PDF;
import static foyer.file.FileCategory.TEXT;
import static foyer.file.FileCategory.VIDEO;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/**
 * Tells what a file is by its first bytes, and whether it may be sent at all. The name can only make the answer more precise (a zip
 * called {@code .docx}), never another one. Nothing is opened: an archive is an archive, whatever is in it. Any thread may use it.
 */
public final class FileTypes {

    /** How many bytes from the beginning are looked at. */
    public static final int HEAD = 64 * 1024;

    private static final String OFFICE_XML = "application/vnd.openxmlformats-officedocument.";
    private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";
    private static final String UNNAMED = "application/octet-stream";
    private static final MediaType WEB_PAGE = MediaType.text("html");
    private static final FileType PLAIN_TEXT = new FileType("text/plain; charset=utf-8", TEXT, true);

    private static final Map<String, FileType> ALLOWED = allowed();

    private final MimeTypes types;
    private final MediaTypeRegistry registry;

    /** Reads the table of types; takes some tenths of a second. */
    public FileTypes() {
        types = MimeTypes.getDefaultMimeTypes(FileTypes.class.getClassLoader());
        registry = types.getMediaTypeRegistry();
    }

    /**
     * Whether content that begins so may be any type we take; to be asked as early as possible.
     *
     * @param head the first {@link #HEAD} bytes, or all
     */
    boolean mayBeAllowed(byte[] head) {
        MediaType type = byContent(head, Optional.empty());
        return ALLOWED.containsKey(type.getBaseType().toString()) || isText(type);
    }

    /**
     * The type of a file.
     *
     * @param head the first {@link #HEAD} bytes, or all
     * @param name its name, see {@link FileName}
     * @return empty when it is none that may be sent, or text that claims to be something else ({@code .png})
     */
    Optional<FileType> detect(byte[] head, String name) {
        if (byContent(head, Optional.empty()).equals(MediaType.OCTET_STREAM)) {
            return Optional.empty();
        }
        MediaType type = byContent(head, Optional.of(name));
        FileType known = ALLOWED.get(moreExactly(type.getBaseType().toString(), head));
        if (isText(type) && (known == null || !known.category().equals(DOCUMENT))) {
            return isCalledText(name) ? Optional.of(known == null ? text(type) : known) : Optional.empty();
        }
        return Optional.ofNullable(known);
    }

    private MediaType byContent(byte[] head, Optional<String> name) {
        Metadata hints = new Metadata();
        name.ifPresent(given -> hints.set(TikaCoreProperties.RESOURCE_NAME_KEY, given));
        try {
            return types.detect(new ByteArrayInputStream(head), hints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the first bytes tell more than the table knows: the kind of a Matroska or an ISO media file. */
    private static String moreExactly(String mime, byte[] head) {
        String beginning = new String(head, 0, Math.min(head.length, 64), StandardCharsets.ISO_8859_1);
        if (mime.equals("application/x-matroska") && beginning.contains("webm")) {
            return "video/webm";
        }
        boolean isoMedia = beginning.startsWith("ftyp", 4) && !beginning.startsWith("qt  ", 8);
        return mime.equals("video/quicktime") && isoMedia ? "video/mp4" : mime;
    }

    private boolean isText(MediaType type) {
        return type.equals(MediaType.TEXT_PLAIN)
                || registry.isSpecializationOf(type, MediaType.TEXT_PLAIN)
                || isMarkup(type);
    }

    /** Whether a name is that of a text, or says nothing. */
    private boolean isCalledText(String name) {
        Metadata hints = new Metadata();
        hints.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try {
            MediaType claimed = types.detect(null, hints);
            return claimed.equals(MediaType.OCTET_STREAM) || isText(claimed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text that no browser runs is shown as it is; text that one might run is only ever saved. */
    private FileType text(MediaType type) {
        return isMarkup(type) ? new FileType(type.getBaseType().toString(), TEXT, false) : PLAIN_TEXT;
    }

    private boolean isMarkup(MediaType type) {
        String name = type.getBaseType().toString();
        return name.endsWith("+xml")
                || name.endsWith("/xml")
                || name.endsWith("html")
                || type.equals(WEB_PAGE)
                || registry.isSpecializationOf(type, MediaType.APPLICATION_XML)
                || registry.isSpecializationOf(type, WEB_PAGE);
    }

    private static Map<String, FileType> allowed() {
        Map<String, FileType> allowed = new HashMap<>();
        for (String image : List.of("png", "jpeg", "gif", "webp", "bmp", "tiff", "heic", "heif", "avif")) {
            put(allowed, "image/" + image, IMAGE, true);
        }
        put(allowed, "image/vnd.microsoft.icon", IMAGE, true);
        put(allowed, "image/svg+xml", IMAGE, false);
        for (String video : List.of("mp4", "quicktime", "webm", "mpeg", "3gpp", "3gpp2", "x-m4v", "ogg", "x-flv")) {
            put(allowed, "video/" + video, VIDEO, true);
        }
        put(allowed, "video/x-msvideo", VIDEO, true);
        put(allowed, "video/x-ms-wmv", VIDEO, true);
        put(allowed, "video/x-matroska", VIDEO, true);
        put(allowed, "video/theora", "video/ogg", VIDEO, true);
        put(allowed, "application/x-matroska", "video/x-matroska", VIDEO, true);
        put(allowed, "application/quicktime", "video/quicktime", VIDEO, true);
        put(allowed, "application/mp4", "video/mp4", VIDEO, true);
        for (String audio :
                List.of("mpeg", "mp4", "ogg", "vorbis", "opus", "webm", "x-flac", "amr", "x-aiff", "x-aac")) {
            put(allowed, "audio/" + audio, AUDIO, true);
        }
        put(allowed, "audio/vnd.wave", "audio/wav", AUDIO, true);
        put(allowed, "audio/x-wav", "audio/wav", AUDIO, true);
        put(allowed, "audio/x-matroska", "audio/webm", AUDIO, true);
        put(allowed, "audio/vorbis", "audio/ogg", AUDIO, true);
        put(allowed, "audio/opus", "audio/ogg", AUDIO, true);
        put(allowed, "application/ogg", "audio/ogg", AUDIO, true);
        put(allowed, "application/pdf", PDF, true);
        for (String document :
                List.of("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")) {
            put(allowed, OFFICE_XML + document, DOCUMENT, false);
        }
        for (String document : List.of("text", "spreadsheet", "presentation")) {
            put(allowed, OPEN_DOCUMENT + document, DOCUMENT, false);
        }
        for (String document : List.of("msword", "vnd.ms-excel", "vnd.ms-powerpoint", "rtf")) {
            put(allowed, "application/" + document, DOCUMENT, false);
        }
        put(allowed, "application/x-tika-ooxml", UNNAMED, DOCUMENT, false);
        put(allowed, "application/x-tika-msoffice", UNNAMED, DOCUMENT, false);
        for (String archive : List.of("zip", "gzip", "x-tar", "x-gtar", "x-7z-compressed", "x-bzip2", "x-xz", "zstd")) {
            put(allowed, "application/" + archive, ARCHIVE, false);
        }
        put(allowed, "application/x-bzip", ARCHIVE, false);
        put(allowed, "application/x-rar-compressed", "application/vnd.rar", ARCHIVE, false);
        return Map.copyOf(allowed);
    }

    private static void put(Map<String, FileType> allowed, String mime, FileCategory category, boolean safe) {
        put(allowed, mime, mime, category, safe);
    }

    private static void put(
            Map<String, FileType> allowed, String detected, String served, FileCategory category, boolean safe) {
        allowed.put(detected.toLowerCase(Locale.ROOT), new FileType(served, category, safe));
    }
}
