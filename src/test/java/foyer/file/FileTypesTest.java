package foyer.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypesTest {

    private static final FileTypes TYPES = new FileTypes();

    @ParameterizedTest
    @CsvSource({
        // the first bytes, the name, the type
        "89504e470d0a1a0a0000000d49484452, x.png, image/png, IMAGE, true",
        "89504e470d0a1a0a0000000d49484452, x.html, image/png, IMAGE, true",
        "89504e470d0a1a0a0000000d49484452, blob, image/png, IMAGE, true",
        "ffd8ffe000104a46494600010100, x.png, image/jpeg, IMAGE, true",
        "474946383961010001008000003c7363726970743e, x.gif, image/gif, IMAGE, true",
        "524946462400000057454250565038, x.webp, image/webp, IMAGE, true",
        "524946462400000057415645666d7420, x.wav, audio/wav, AUDIO, true",
        "424d4600000000000000360000002800000002000000020000000100180000000000, x.bmp, image/bmp, IMAGE, true",
        "0000001c6674797061766966000000006d69663161766966, x.avif, image/avif, IMAGE, true",
        "000000186674797068656963000000006d69663168656963, x.heic, image/heic, IMAGE, true",
        "00000018667479706d70343200000000, x.mp4, video/mp4, VIDEO, true",
        "0000001c6674797069736f6d0000020069736f6d, blob, video/mp4, VIDEO, true",
        "0000001c6674797069736f350000020069736f35, voice.m4a, audio/mp4, AUDIO, true",
        "00000020667479704d344120000000004d344120, x.m4a, audio/mp4, AUDIO, true",
        "0000001466747970717420200000000071742020, x.mov, video/quicktime, VIDEO, true",
        "1a45dfa39f4286810142f7810142f2810442f381084282847765626d, x.webm, video/webm, VIDEO, true",
        "1a45dfa39f4286810142f7810142f2810442f381084282847765626d, blob, video/webm, VIDEO, true",
        "4f676753000200000000000000000000000000000000000000000113, x.ogg, audio/ogg, AUDIO, true",
        "494433030000000000, x.mp3, audio/mpeg, AUDIO, true",
        "fffb9064000000000000, x.mp3, audio/mpeg, AUDIO, true",
        "664c614300000022, x.flac, audio/x-flac, AUDIO, true",
        "255044462d312e370a25e2e3cfd3, x.pdf, application/pdf, PDF, true",
        "255044462d312e370a25e2e3cfd3, x.txt, application/pdf, PDF, true",
        "d0cf11e0a1b11ae100000000, x.doc, application/msword, DOCUMENT, false",
        "d0cf11e0a1b11ae100000000, x.xls, application/vnd.ms-excel, DOCUMENT, false",
        "7b5c727466315c616e7369, x.doc, application/rtf, DOCUMENT, false",
        "526172211a0700cf90730000, x.rar, application/vnd.rar, ARCHIVE, false",
        "526172211a07010033920000, x.rar, application/vnd.rar, ARCHIVE, false",
        "377abcaf271c0004, x.7z, application/x-7z-compressed, ARCHIVE, false",
        "fd377a585a000004, x.xz, application/x-xz, ARCHIVE, false"
    })
    void theContentTells(String hex, String name, String mime, FileCategory category, boolean safe) {
        byte[] head = Arrays.copyOf(HexFormat.of().parseHex(hex), 600);

        assertThat(TYPES.mayBeAllowed(head)).isTrue();
        assertThat(TYPES.detect(head, name)).contains(new FileType(mime, category, safe));
    }

    @ParameterizedTest
    @CsvSource({
        "'hello, world', x.txt, text/plain; charset=utf-8, TEXT, true",
        "'hello, world', blob, text/plain; charset=utf-8, TEXT, true",
        "'a,b,c', x.csv, text/plain; charset=utf-8, TEXT, true",
        "'{\"a\": 1}', x.json, text/plain; charset=utf-8, TEXT, true",
        "'alert(1)', x.js, text/plain; charset=utf-8, TEXT, true",
        "'# Grüße', README.md, text/plain; charset=utf-8, TEXT, true",
        "'<!DOCTYPE html><html></html>', x.html, text/html, TEXT, false",
        "'<script>alert(1)</script>', x.html, text/html, TEXT, false",
        "'<?xml version=\"1.0\"?><a/>', x.xml, application/xml, TEXT, false",
        "'<svg xmlns=\"http://www.w3.org/2000/svg\"/>', x.svg, image/svg+xml, IMAGE, false",
        "'<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>', x.svg, image/svg+xml, IMAGE, false"
    })
    void textThatABrowserMightRunIsNotSafe(
            String content, String name, String mime, FileCategory category, boolean safe) {
        assertThat(TYPES.mayBeAllowed(bytes(content))).isTrue();
        assertThat(TYPES.detect(bytes(content), name)).contains(new FileType(mime, category, safe));
    }

    @ParameterizedTest
    @CsvSource({
        "'<!DOCTYPE html><html></html>', x.png",
        "'<html><script>alert(1)</script>', x.jpg",
        "'<p onclick=alert(1)>no tag that is known', x.png",
        "'<svg xmlns=\"http://www.w3.org/2000/svg\"/>', x.png",
        "'hello, world', x.pdf",
        "'hello, world', x.mp4",
        "'hello, world', x.zip"
    })
    void textThatSaysItIsSomethingElseIsRefused(String content, String name) {
        assertThat(TYPES.detect(bytes(content), name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4d5a90000300000004000000ffff0000, x.exe",
        "4d5a90000300000004000000ffff0000, x.png",
        "7f454c4602010100000000000000000002003e00, x.png",
        "cafebabe0000003d, X.class",
        "0001020304050607ff00ff00ff00, x.png",
        "0001020304050607ff00ff00ff00, blob"
    })
    void otherTypesAreRefused(String hex, String name) {
        byte[] head = Arrays.copyOf(HexFormat.of().parseHex(hex), 600);

        assertThat(TYPES.detect(head, name)).isEmpty();
    }

    @Test
    void anArchiveIsNotOpenedAndAnOfficeDocumentIsKnownByContentAndName() throws IOException {
        byte[] archive = zip("a/readme.txt");
        byte[] word = zip("[Content_Types].xml");

        assertThat(TYPES.detect(archive, "x.zip")).map(FileType::category).contains(FileCategory.ARCHIVE);
        assertThat(TYPES.detect(archive, "x.png")).map(FileType::mime).contains("application/zip");
        assertThat(TYPES.detect(archive, "x.jar")).isEmpty();
        assertThat(TYPES.detect(archive, "x.apk")).isEmpty();
        assertThat(TYPES.detect(word, "x.docx"))
                .contains(new FileType(
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                        FileCategory.DOCUMENT,
                        false));
        assertThat(TYPES.detect(word, "blob")).map(FileType::category).contains(FileCategory.DOCUMENT);
        assertThat(TYPES.detect(word, "x.docm")).as("macros").isEmpty();
    }

    @Test
    void aCompressedFileIsAnArchive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[1000]);
        }
        assertThat(TYPES.detect(bytes.toByteArray(), "x.tar.gz"))
                .contains(new FileType("application/gzip", FileCategory.ARCHIVE, false));
    }

    private static byte[] zip(String entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(bytes("<a/>"));
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
