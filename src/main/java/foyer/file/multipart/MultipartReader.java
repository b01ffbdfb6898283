package foyer.file.multipart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes a form apart while it comes in. For one thread; the stream is the caller's, who closes it, and who counts its bytes if
 * there is to be a limit.
 *
 * <pre>{@code
 * MultipartReader form = new MultipartReader(body, boundary);
 * for (Optional<Part> part = form.next(); part.isPresent(); part = form.next()) { … }
 * }</pre>
 */
public final class MultipartReader {

    /** How many parts a form may have. */
    public static final int MOST_PARTS = 32;

    /** How many bytes the header of a part may have. */
    public static final int MOST_HEADER_BYTES = 4096;

    private static final Pattern BOUNDARY =
            Pattern.compile("[0-9A-Za-z'()+_,\\-./:=? ]{0,69}[0-9A-Za-z'()+_,\\-./:=?]");
    private static final int BUFFER = 16 * 1024;

    private final InputStream in;

    /** CR LF, two hyphens, the boundary. No CR but the first: {@link #find} relies on it. */
    private final byte[] delimiter;

    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private int parts;
    private boolean atEnd;
    private Content content;

    /**
     * @param in the body
     * @param boundary the parameter of its content type
     * @throws MalformedBodyException when no form can have this boundary
     */
    public MultipartReader(InputStream in, String boundary) throws MalformedBodyException {
        if (!BOUNDARY.matcher(boundary).matches()) {
            throw new MalformedBodyException("the boundary is not one");
        }
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        // The first delimiter has no line before it that could end; here it has.
        buffer[0] = '\r';
        buffer[1] = '\n';
        end = 2;
        content = new Content();
    }

    /**
     * The next part; what is left of the present one is skipped.
     *
     * @return empty after the last; what follows it is not read
     * @throws MalformedBodyException when the body is not a form, or has more than {@link #MOST_PARTS} parts
     */
    public Optional<Part> next() throws IOException {
        if (atEnd) {
            return Optional.empty();
        }
        content.skipAll();
        start += delimiter.length;
        if (isLastDelimiter()) {
            atEnd = true;
            return Optional.empty();
        }
        if (++parts > MOST_PARTS) {
            throw new MalformedBodyException("there are more than " + MOST_PARTS + " parts");
        }
        PartHeader header = PartHeader.parse(readHeaderLines());
        content = new Content();
        return Optional.of(new Part(header.name(), header.filename(), header.contentType(), content));
    }

    /** Reads the rest of the delimiter's line: two hyphens after the last part, else blanks alone. */
    private boolean isLastDelimiter() throws IOException {
        int first = readByte();
        if (first == '-' && readByte() == '-') {
            return true;
        }
        int next = first;
        while (next == ' ' || next == '\t') {
            next = readByte();
        }
        if (next != '\r' || readByte() != '\n') {
            throw new MalformedBodyException("something follows a boundary");
        }
        return false;
    }

    private List<String> readHeaderLines() throws IOException {
        List<String> lines = new ArrayList<>();
        int budget = MOST_HEADER_BYTES;
        while (true) {
            String line = readLine(budget);
            if (line.isEmpty()) {
                return lines;
            }
            budget -= line.length();
            lines.add(line);
        }
    }

    private String readLine(int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int next = readByte();
            if (next == '\r') {
                if (readByte() != '\n') {
                    throw new MalformedBodyException("a header line does not end as one");
                }
                return line.toString(StandardCharsets.UTF_8);
            }
            if (next == '\n' || next == 0 || line.size() >= most) {
                throw new MalformedBodyException("a part's header is too long, or no header");
            }
            line.write(next);
        }
    }

    private int readByte() throws IOException {
        if (start == end) {
            fill();
        }
        return buffer[start++] & 0xff;
    }

    /** Reads more behind what is there. */
    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new MalformedBodyException("it ends before the last boundary");
        }
        end += read;
    }

    /**
     * Looks for the delimiter in what is there.
     *
     * @return where it begins, or may begin, for its end is not there yet; else {@code end}
     */
    private int find() {
        int at = start;
        while (at < end) {
            int matching = 0;
            while (matching < delimiter.length && at + matching < end && buffer[at + matching] == delimiter[matching]) {
                matching++;
            }
            if (matching == delimiter.length || at + matching == end) {
                return at;
            }
            // Within what did match nothing can begin anew.
            at += Math.max(1, matching);
        }
        return end;
    }

    /** What stands before the next delimiter. */
    private final class Content extends InputStream {

        /** Up to where it is known that there is no delimiter. */
        private int clear = start;

        private boolean over;

        @Override
        public int read() throws IOException {
            return isOver() ? -1 : buffer[start++] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (isOver()) {
                return -1;
            }
            int count = Math.min(length, clear - start);
            System.arraycopy(buffer, start, bytes, offset, count);
            start += count;
            return count;
        }

        void skipAll() throws IOException {
            while (!isOver()) {
                start = clear;
            }
        }

        /** Makes sure there is something to give, or that there is no more. */
        private boolean isOver() throws IOException {
            if (content != this) {
                throw new IOException("the next part was asked for");
            }
            while (!over && start == clear) {
                clear = find();
                if (clear == start) {
                    if (end - start >= delimiter.length) {
                        over = true;
                    } else {
                        fill();
                        clear = start;
                    }
                }
            }
            return over;
        }
    }
}
