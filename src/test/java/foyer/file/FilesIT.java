package foyer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import foyer.testing.FoyerArchive;
import foyer.testing.RestClient;
import foyer.testing.RestClient.Answer;
import foyer.testing.SharedRedis;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files over HTTP: what the contract gives, and what hostile uploads get. */
@ArquillianTest
class FilesIT {

    private static final int MEGABYTE = 1024 * 1024;

    private static final int MOST = 10 * MEGABYTE;

    private static final Path DIRECTORY = Path.of("target/it-files").toAbsolutePath();
    private static final byte[] PNG = png(5000);
    private static final byte[] HTML =
            "<!DOCTYPE html><html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8);

    private final HttpClient http = HttpClient.newHttpClient();

    @ArquillianResource
    private URL url;

    private RestClient guest;
    private String token;
    private String userId;
    private String room;

    @Deployment(testable = false)
    static WebArchive foyer() throws IOException {
        Path leftOvers = DIRECTORY.resolve("foyer-files-" + UUID.randomUUID());
        Files.createDirectories(leftOvers);
        Files.createFile(leftOvers.resolve("lock"));
        Files.createFile(leftOvers.resolve("0123456789012345678901"));
        return FoyerArchive.product(Map.of(
                        "foyer.limit.guests-per-minute",
                        "0",
                        "foyer.file.directory",
                        DIRECTORY.toString(),
                        "foyer.file.max-bytes",
                        Integer.toString(MOST),
                        "foyer.limit.uploads-per-hour",
                        "20"))
                .addClasses(RoomsProbe.class, FilesProbe.class);
    }

    @BeforeEach
    void enter() {
        Answer admission = RestClient.of(url).post("/api/guest", "{}");
        token = (String) admission.data().get("token");
        userId = (String) admission.data("user").get("id");
        guest = RestClient.of(url).bearing(token);
        room = userId + "_x";
        guest.get("/files-probe?join=" + userId + "&room=" + room);
    }

    @AfterEach
    void leave() throws IOException {
        guest.get("/files-probe?end=" + room);
        assertThat(kept()).isZero();
    }

    // ---- what the contract gives ----

    @Test
    void aPictureIsSentAndShown() throws Exception {
        Answer answer = upload(new Form()
                .file("file", "../Grüße\u560d\u560a.png", "text/html", PNG)
                .field("roomId", room)
                .field("fileType", "text/html")
                .field("fileSize", "1"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data())
                .containsOnlyKeys(
                        "fileId",
                        "filename",
                        "fileType",
                        "fileSize",
                        "tempUrl",
                        "downloadUrl",
                        "isImage",
                        "fileTypeCategory",
                        "expiresAt")
                .containsEntry("filename", "Grüße\u560d\u560a.png")
                .containsEntry("fileType", "image/png")
                .containsEntry("fileSize", (long) PNG.length)
                .containsEntry("isImage", true)
                .containsEntry("fileTypeCategory", "image");
        assertThat(Instant.parse((String) answer.data().get("expiresAt")))
                .isBetween(Instant.now().plusSeconds(7000), Instant.now().plusSeconds(7201));
        assertThat((String) answer.data().get("tempUrl"))
                .startsWith(
                        url.toString() + "api/temp-files/temp/" + answer.data().get("fileId") + "?");

        HttpResponse<byte[]> shown = fetch(link(answer, "tempUrl"), Map.of());
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).isEqualTo(PNG);
        assertThat(shown.headers().map())
                .containsEntry("content-type", List.of("image/png"))
                .containsEntry("content-length", List.of("" + PNG.length))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("content-security-policy", List.of("sandbox; default-src 'none'"))
                .containsEntry("cache-control", List.of("private, no-store"))
                .containsEntry("cross-origin-resource-policy", List.of("cross-origin"))
                .containsEntry("accept-ranges", List.of("bytes"))
                .containsEntry(
                        "content-disposition",
                        List.of("inline; filename=\"Gr__e__.png\"; "
                                + "filename*=UTF-8''Gr%C3%BC%C3%9Fe%E5%98%8D%E5%98%8A.png"));
        assertThat(fetch(link(answer, "downloadUrl"), Map.of())
                        .headers()
                        .firstValue("content-disposition")
                        .orElseThrow())
                .startsWith("attachment; ");
    }

    @Test
    void aFileIsDescribedToWhoeverHasTheLink() throws Exception {
        Answer answer = sendPicture();
        URI info = URI.create(link(answer, "tempUrl").toString().replace("/temp/", "/info/"));
        Answer described = RestClient.of(url).get(info.toString());

        assertThat(described.status()).isEqualTo(200);
        assertThat(described.data())
                .containsOnlyKeys(
                        "fileId", "originalName", "mimetype", "size", "createdAt", "expiresAt", "isImage", "fileType")
                .containsEntry("originalName", "x.png")
                .containsEntry("mimetype", "image/png")
                .containsEntry("fileType", "image");
    }

    @Test
    void aVoiceNoteHasItsDuration() {
        byte[] webm = Arrays.copyOf(
                new byte[] {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3, 0x42, (byte) 0x82, (byte) 0x84, 'w', 'e', 'b', 'm'},
                3000);
        Answer answer = post(
                "voice",
                new Form()
                        .field("roomId", room)
                        .field("duration", "12.50")
                        .file("file", "blob", "audio/webm", webm)
                        .whole());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data())
                .containsEntry("fileType", "audio/webm")
                .containsEntry("fileTypeCategory", "audio")
                .containsEntry("isImage", false);
        assertThat(answer.data().get("duration")).hasToString("12.5");
        for (String wrong : List.of("0", "0.5", "301", "-1", "x", "1e2", "")) {
            assertInvalid(
                    post(
                            "voice",
                            new Form()
                                    .field("roomId", room)
                                    .field("duration", wrong)
                                    .file("file", "blob", "audio/webm", webm)
                                    .whole()),
                    "duration");
        }
        assertRefused(
                post(
                        "voice",
                        new Form()
                                .field("roomId", room)
                                .field("duration", "1")
                                .file("file", "x.png", "audio/webm", PNG)
                                .whole()),
                415,
                "FILE_TYPE_NOT_ALLOWED");
    }

    @Test
    void aPlayerGetsTheRangeItAsksFor() throws Exception {
        URI link = link(sendPicture(), "tempUrl");
        HttpResponse<byte[]> part = fetch(link, Map.of("Range", "bytes=1000-1999"));

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(PNG, 1000, 2000));
        assertThat(part.headers().firstValue("content-range")).contains("bytes 1000-1999/5000");
        assertThat(part.headers().firstValue("content-length")).contains("1000");
        assertThat(fetch(link, Map.of("Range", "bytes=-10")).body()).isEqualTo(Arrays.copyOfRange(PNG, 4990, 5000));
        HttpResponse<byte[]> beyond = fetch(link, Map.of("Range", "bytes=5000-"));
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("content-range")).contains("bytes */5000");
        assertThat(fetch(link, Map.of("Range", "bytes=0-1,5-6")).statusCode()).isEqualTo(200);
        assertThat(fetch(link, Map.of("Range", "bytes=0-1", "If-Range", "\"other\""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(fetch(
                                link,
                                Map.of(
                                        "Range",
                                        "bytes=0-1",
                                        "If-Range",
                                        part.headers().firstValue("etag").orElseThrow()))
                        .statusCode())
                .isEqualTo(206);
    }

    @Test
    void headTellsWithoutSending() throws Exception {
        HttpResponse<byte[]> head = http.send(
                HttpRequest.newBuilder(link(sendPicture(), "tempUrl"))
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-length")).contains("5000");
    }

    @Test
    void activeContentIsOnlyEverAnAttachment() throws Exception {
        for (Form form : List.of(
                new Form().file("file", "x.svg", "image/svg+xml", SVG), new Form().file("file", "x.html", "", HTML))) {
            Answer answer = upload(form.field("roomId", room));
            assertThat(answer.status()).isEqualTo(200);
            HttpResponse<byte[]> shown = fetch(link(answer, "tempUrl"), Map.of());
            assertThat(shown.headers().firstValue("content-disposition").orElseThrow())
                    .startsWith("attachment");
            assertThat(shown.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("sandbox");
        }
    }

    @Test
    void pagesOfAllowedOriginsMayReadFiles() throws Exception {
        URI link = link(sendPicture(), "tempUrl");

        assertThat(fetch(link, Map.of("Origin", "http://localhost:5173"))
                        .headers()
                        .firstValue("access-control-allow-origin"))
                .contains("http://localhost:5173");
        assertThat(fetch(link, Map.of("Origin", "https://evil.example")).statusCode())
                .isEqualTo(403);
    }

    // ---- links ----

    @Test
    void aLinkThatIsNotOursFindsNothing() throws Exception {
        String link = link(sendPicture(), "tempUrl").toString();

        for (String wrong : List.of(
                link.replaceFirst("\\?.*", ""),
                link.replaceFirst("e=\\d", "e=9"),
                link.substring(0, link.length() - 1),
                link.replaceFirst("temp/.", "temp/~"),
                link.replaceFirst("temp/[^?]*", "temp/"),
                link.replaceFirst("/temp/", "/download/").replaceFirst("s=..", "s=__"))) {
            assertRefused(RestClient.of(url).get(wrong), 404, "FILE_NOT_FOUND");
        }
        for (String unknown :
                List.of("/api/temp-files", "/api/temp-files/", "/api/temp-files/x/y", "/api/temp-files/temp")) {
            assertRefused(RestClient.of(url).get(unknown), 404, "NOT_FOUND");
        }
        assertRefused(RestClient.of(url).delete(link), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void filesEndWithTheirRoomAndSoDoTheirLinks() throws Exception {
        URI link = link(sendPicture(), "tempUrl");
        sendPicture();
        assertThat(fetch(link, Map.of()).statusCode()).isEqualTo(200);

        assertThat(guest.get("/files-probe?end=" + room).text()).isEqualTo("2");

        Answer gone = RestClient.of(url).get(link.toString());
        assertRefused(gone, 404, "FILE_NOT_FOUND");
        assertThat(gone.envelope()).containsEntry("message", "File not found or expired");
        assertThat(kept()).isZero();
        assertRefused(upload(picture()), 403, "NOT_YOUR_ROOM");
        assertThat(kept()).isZero();
    }

    @Test
    void aDownloadThatHasBegunGoesOnToItsEndThoughTheRoomIsClosed() throws Exception {
        assumeFalse(SharedRedis.isAsked(), "On Redis it may break off, see FileStoreContract");
        byte[] large = png(MOST);
        Answer answer = upload(new Form().file("file", "x.png", "", large).field("roomId", room));
        HttpResponse<InputStream> download =
                http.send(HttpRequest.newBuilder(link(answer, "downloadUrl")).build(), BodyHandlers.ofInputStream());
        try (InputStream content = download.body()) {
            byte[] first = content.readNBytes(1000);
            guest.get("/files-probe?end=" + room);
            assertThat(kept()).isZero();
            byte[] rest = content.readAllBytes();

            assertThat(first.length + rest.length).isEqualTo(MOST);
            assertThat(Arrays.equals(rest, Arrays.copyOfRange(large, 1000, MOST)))
                    .isTrue();
        }
    }

    @Test
    void anUploadUnderWayEndsWithItsRoom() throws Exception {
        byte[] beginning = new Form().field("roomId", room).unfinished();
        byte[] file = Form.beginFile("file", "x.png", "image/png").getBytes(StandardCharsets.UTF_8);
        try (RawUpload upload = new RawUpload(beginning.length + file.length + 200_000)) {
            upload.send(beginning);
            upload.send(file);
            upload.send(png(100_000));
            await().atMost(Duration.ofSeconds(5)).until(() -> kept() == 1);
            guest.get("/files-probe?end=" + room);
            assertThat(kept()).isZero();
            guest.get("/files-probe?join=" + userId + "&room=" + room);
            upload.send(new byte[100_000]);

            assertThat(upload.status()).isEqualTo(403);
        }
        assertThat(kept()).isZero();
    }

    // ---- hostile uploads ----

    static Stream<Hostile> hostileUploads() {
        byte[] exe = Arrays.copyOf(new byte[] {'M', 'Z', (byte) 0x90, 0, 3}, 1000);
        return Stream.of(
                new Hostile("HTML called .png", 415, f -> f.file("file", "x.png", "image/png", HTML)),
                new Hostile(
                        "HTML called .png, by the field",
                        415,
                        f -> f.field("filename", "x.png").file("file", "x.html", "", HTML)),
                new Hostile("HTML called .jpg in a path", 415, f -> f.file("file", "../../x.jpg", "image/jpeg", HTML)),
                new Hostile("SVG called .png", 415, f -> f.file("file", "x.png", "image/png", SVG)),
                new Hostile("a program", 415, f -> f.file("file", "x.exe", "", exe)),
                new Hostile("a program called .png", 415, f -> f.file("file", "x.png", "image/png", exe)),
                new Hostile("a large program", 415, f -> f.file("file", "x.png", "", Arrays.copyOf(exe, MOST))),
                new Hostile("an empty file", 400, f -> f.file("file", "x.png", "image/png", new byte[0])),
                new Hostile("no file", 400, f -> f.field("filename", "x.png")),
                new Hostile("another field", 400, f -> f.file("attachment", "x.png", "image/png", PNG)),
                new Hostile(
                        "two files", 400, f -> f.file("file", "x.png", "", PNG).file("file", "x.png", "", PNG)),
                new Hostile("one byte too many", 413, f -> f.file("file", "x.png", "image/png", png(MOST + 1))),
                new Hostile("far too large", 413, f -> f.file("file", "x.png", "image/png", png(3 * MOST))),
                new Hostile("far too large in another field", 413, f -> f.file("attachment", "x", "", png(2 * MOST))),
                new Hostile(
                        "a lie about the size",
                        413,
                        f -> f.field("fileSize", "1").file("file", "x.png", "", png(MOST + 1))),
                new Hostile("a huge name", 400, f -> f.file("file", "x".repeat(100_000), "", PNG)),
                new Hostile(
                        "a huge field",
                        400,
                        f -> f.field("filename", "x".repeat(50_000)).file("file", "x", "", PNG)),
                new Hostile("many fields", 400, f -> {
                    for (int i = 0; i < 1000; i++) {
                        f.field("a" + i, "");
                    }
                    return f.file("file", "x.png", "", PNG);
                }),
                new Hostile(
                        "a field twice",
                        400,
                        f -> f.field("filename", "x").field("filename", "y").file("file", "x.png", "", PNG)),
                new Hostile("a header in the name", 400, f -> f.file("file", "x\r\nno header", "", PNG)));
    }

    @ParameterizedTest
    @MethodSource("hostileUploads")
    void hostileUploadsGetTheRightStatusAndLeaveNothing(Hostile hostile) throws IOException {
        long before = kept();
        Answer first = upload(hostile.content().apply(new Form().field("roomId", room)));
        assertThat(first.status()).as("room first: %s", first.text()).isEqualTo(hostile.status());
        assertThat(first.envelope()).containsEntry("success", false).containsKeys("message", "code");

        Answer last = upload(hostile.content().apply(new Form()).field("roomId", room));
        assertThat(last.status()).as("room last: %s", last.text()).isEqualTo(hostile.status());
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void aBodyThatIsNoFormIsRefused() throws IOException {
        long before = kept();
        byte[] whole = picture().whole();
        assertRefused(post("upload", picture().unfinished()), 400, "BAD_REQUEST");
        assertRefused(post("upload", Arrays.copyOf(whole, 2000)), 400, "BAD_REQUEST");
        assertRefused(post("upload", new byte[0]), 400, "BAD_REQUEST");
        assertRefused(post("upload", new byte[100_000]), 400, "BAD_REQUEST");
        assertRefused(
                guest.with("Content-Type", "multipart/form-data")
                        .send("POST", "/api/files/upload", BodyPublishers.ofByteArray(whole)),
                400,
                "BAD_REQUEST");
        assertRefused(guest.post("/api/files/upload", "{}"), 415, "UNSUPPORTED_TYPE");
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void onlyWhoIsInTheRoomSendsToIt() throws IOException {
        long before = kept();
        assertRefused(upload(new Form().field("roomId", "a_b").file("file", "x.png", "", PNG)), 403, "NOT_YOUR_ROOM");
        assertRefused(upload(new Form().file("file", "x.png", "", PNG).field("roomId", "a_b")), 403, "NOT_YOUR_ROOM");
        assertInvalid(upload(new Form().file("file", "x.png", "", PNG)), "roomId");
        assertInvalid(upload(new Form().field("roomId", " ").file("file", "x.png", "", PNG)), "roomId");
        Answer stranger = RestClient.of(url)
                .with("Content-Type", Form.CONTENT_TYPE)
                .send(
                        "POST",
                        "/api/files/upload",
                        BodyPublishers.ofByteArray(picture().whole()));
        assertRefused(stranger, 401, "TOKEN_MISSING");
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void theLargestFileThatMayBeIsTaken() {
        Answer answer = upload(new Form().file("file", "x.png", "", png(MOST)).field("roomId", room));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data()).containsEntry("fileSize", (long) MOST);
        guest.get("/files-probe?end=" + room);
    }

    @Test
    void whoTricklesIsSentAwayAndLeavesNothing() throws Exception {
        long before = kept();
        try (RawUpload upload = new RawUpload(5_000_000)) {
            upload.send(new Form().field("roomId", room).unfinished());
            upload.send(Form.beginFile("file", "x.png", "image/png").getBytes(StandardCharsets.UTF_8));
            upload.send(png(1000));
            Instant begun = Instant.now();
            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        if (!upload.hasAnswer()) {
                            upload.send(new byte[1]);
                        }
                        return upload.hasAnswer();
                    });

            assertThat(upload.status()).isEqualTo(408);
            assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofSeconds(9));
        }
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void whoBreaksOffLeavesNothing() throws Exception {
        long before = kept();
        try (RawUpload upload = new RawUpload(5_000_000)) {
            upload.send(Form.beginFile("file", "x.png", "image/png").getBytes(StandardCharsets.UTF_8));
            upload.send(png(100_000));
            await().atMost(Duration.ofSeconds(5)).until(() -> kept() == before + 1);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> kept() == before);
    }

    @Test
    void uploadsPerHourAreCounted() {
        for (int i = 0; i < 20; i++) {
            assertThat(upload(picture()).status()).isEqualTo(200);
        }
        Answer refused = upload(picture());

        assertRefused(refused, 429, "RATE_LIMITED");
        assertThat(refused.header("Retry-After")).isPresent();
        guest.get("/files-probe?end=" + room);
    }

    // ---- the heap, the disk ----

    /** The command: {@code mvn verify -Dskip.webapp -Dit.test=FilesIT}. */
    @Test
    void theLargestUploadStaysOffTheHeap() throws Exception {
        sendPicture();
        long before = kept();
        byte[] content = png(MOST);
        byte[] beginning = new Form().field("roomId", room).unfinished();
        byte[] file = Form.beginFile("file", "x.png", "image/png").getBytes(StandardCharsets.UTF_8);
        byte[] end = Form.end().getBytes(StandardCharsets.UTF_8);
        long idle = heap();
        long during;
        try (RawUpload upload = new RawUpload(beginning.length + file.length + content.length + end.length)) {
            upload.send(beginning);
            upload.send(file);
            upload.send(content);
            await().atMost(Duration.ofSeconds(10)).until(() -> kept() == before + 1);
            await().atMost(Duration.ofSeconds(10)).until(() -> largestKept() > MOST - 100_000);
            during = heap();
            upload.send(end);
            assertThat(upload.status()).isEqualTo(200);
        }
        System.out.printf(
                "Heap with an upload of %d MB all but ended: %+d kB (before: %d kB)%n",
                MOST / MEGABYTE, (during - idle) / 1024, idle / 1024);

        assertThat(during - idle).isLessThan(MEGABYTE);
        guest.get("/files-probe?end=" + room);
    }

    @Test
    void leftOversOfADeadProcessAreGone() throws IOException {
        assumeFalse(
                SharedRedis.isAsked(),
                "There is no directory: what is left in Redis ends by itself, see RedisFilesTest");
        try (Stream<Path> all = Files.walk(DIRECTORY)) {
            assertThat(all.filter(path -> path.endsWith("0123456789012345678901")))
                    .isEmpty();
        }
    }

    // ---- helpers ----

    private record Hostile(String what, int status, UnaryOperator<Form> content) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** An upload in pieces, as slow as one likes. */
    private final class RawUpload implements AutoCloseable {
        private final Socket socket = new Socket(url.getHost(), url.getPort());
        private final OutputStream out = socket.getOutputStream();

        RawUpload(long length) throws IOException {
            socket.setSoTimeout(20_000);
            send(("POST /api/files/upload HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nAuthorization: Bearer "
                            + token + "\r\nContent-Type: " + Form.CONTENT_TYPE + "\r\nContent-Length: " + length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        boolean hasAnswer() throws IOException {
            return socket.getInputStream().available() > 0;
        }

        int status() throws IOException {
            byte[] line = socket.getInputStream().readNBytes(12);
            return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(9));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Form picture() {
        return new Form().field("roomId", room).file("file", "x.png", "image/png", PNG);
    }

    private Answer sendPicture() {
        Answer answer = upload(picture());
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private Answer upload(Form form) {
        return post("upload", form.whole());
    }

    private Answer post(String kind, byte[] form) {
        return guest.with("Content-Type", Form.CONTENT_TYPE)
                .send("POST", "/api/files/" + kind, BodyPublishers.ofByteArray(form));
    }

    private static URI link(Answer answer, String name) {
        return URI.create((String) answer.data().get(name));
    }

    private HttpResponse<byte[]> fetch(URI link, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(link).timeout(Duration.ofSeconds(20));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private long heap() {
        return Long.parseLong(guest.get("/files-probe?heap").text());
    }

    /** How many files and drafts the store has. */
    private static long kept() throws IOException {
        if (SharedRedis.isAsked()) {
            return keys("it*:file:" + "?".repeat(22)).size();
        }
        try (Stream<Path> all = Files.walk(DIRECTORY)) {
            return all.filter(path -> path.getFileName().toString().length() == 22)
                    .count();
        }
    }

    /** How large the largest is, in bytes. */
    private static long largestKept() throws IOException {
        if (SharedRedis.isAsked()) {
            return keys("it*:file:*:content").stream()
                    .mapToLong(key -> (Long) SharedRedis.command("STRLEN", key))
                    .max()
                    .orElse(0);
        }
        try (Stream<Path> all = Files.walk(DIRECTORY)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(path -> path.toFile().length())
                    .max()
                    .orElse(0);
        }
    }

    private static List<String> keys(String pattern) {
        return ((List<?>) SharedRedis.command("KEYS", pattern))
                .stream()
                        .map(key -> new String((byte[]) key, StandardCharsets.UTF_8))
                        .toList();
    }

    private static void assertInvalid(Answer answer, String field) {
        assertRefused(answer, 400, "INVALID_INPUT");
        assertThat(answer.list("errors"))
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("field", field);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.envelope()).containsEntry("success", false).containsEntry("code", code);
    }

    private static byte[] png(int size) {
        byte[] png = new byte[size];
        for (int i = 0; i < size; i++) {
            png[i] = (byte) (i * 31 >> 3);
        }
        byte[] head = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        System.arraycopy(head, 0, png, 0, head.length);
        return png;
    }
}
