package foyer.file;

import foyer.rest.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;

/** Files in the contract's JSON. */
final class FileJson {

    private FileJson() {}

    /** What the sender gets, to pass it on to its partner. */
    static JsonObject uploaded(StoredFile file, String tempUrl, String downloadUrl) {
        JsonObjectBuilder json = Json.object()
                .add("fileId", file.fileId())
                .add("filename", file.name())
                .add("fileType", file.type().mime())
                .add("fileSize", file.size())
                .add("tempUrl", tempUrl)
                .add("downloadUrl", downloadUrl)
                .add("isImage", isImage(file))
                .add("fileTypeCategory", file.type().category().id())
                .add("expiresAt", Json.time(file.expiresAt()));
        file.duration()
                .map(BigDecimal::stripTrailingZeros)
                .ifPresent(duration -> json.add("duration", plain(duration)));
        return json.build();
    }

    /** What whoever has a link is told. */
    static JsonObject info(StoredFile file) {
        return Json.object()
                .add("fileId", file.fileId())
                .add("originalName", file.name())
                .add("mimetype", file.type().mime())
                .add("size", file.size())
                .add("createdAt", Json.time(file.createdAt()))
                .add("expiresAt", Json.time(file.expiresAt()))
                .add("isImage", isImage(file))
                .add("fileType", file.type().category().id())
                .build();
    }

    private static boolean isImage(StoredFile file) {
        return file.type().category() == FileCategory.IMAGE;
    }

    /** 30 and not 3E+1. */
    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
