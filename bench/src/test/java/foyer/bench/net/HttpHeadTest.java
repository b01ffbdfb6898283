package foyer.bench.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HttpHeadTest {

    @Test
    void aBodyOfKnownLength() {
        byte[] answer = Ascii.bytes("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello");
        HttpHead head = HttpHead.parse(answer, 0, answer.length);

        assertEquals(201, head.status());
        assertEquals(5, head.bodySize(answer, 0, answer.length));
        assertEquals(-1, head.bodySize(answer, 0, answer.length - 1), "while one byte is missing");
    }

    @Test
    void aBodyInChunks() {
        byte[] answer = Ascii.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nHTTP");
        HttpHead head = HttpHead.parse(answer, 0, answer.length);

        assertEquals("5\r\nhello\r\n0\r\n\r\n".length(), head.bodySize(answer, 0, answer.length));
        assertEquals(-1, head.bodySize(answer, 0, head.size() + 10), "before the last chunk");
    }

    @Test
    void noBody() {
        byte[] answer = Ascii.bytes("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\n\r\n");
        HttpHead head = HttpHead.parse(answer, 0, answer.length);

        assertEquals(429, head.status());
        assertEquals(0, head.bodySize(answer, 0, answer.length));
    }

    @Test
    void theLastAnswerOfAConnection() {
        byte[] last = Ascii.bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        byte[] other = Ascii.bytes("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");

        assertTrue(HttpHead.parse(last, 0, last.length).isLast());
        assertFalse(HttpHead.parse(other, 0, other.length).isLast());
    }

    @Test
    void aHeadThatHasNotComeWhole() {
        byte[] answer = Ascii.bytes("HTTP/1.1 200 OK\r\nContent-Le");

        assertNull(HttpHead.parse(answer, 0, answer.length));
    }
}
