package foyer.engineio;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A WebSocket's way to the streams of Payara's request, as long as they are its own. Payara gives a request back as soon as one thread closes
 * its WebSocket, in the middle of what others do with it: what they write then, such as a close frame, goes to another client, before the
 * answer that is meant for that one or in the place of its head. Here nobody comes in any more once it is closed, and the request is given back
 * when the last one who was inside has left. Any thread may call anything.
 */
final class GuardedConnection implements WebConnection {

    /** Added to the number of those inside. */
    private static final int CLOSED = Integer.MIN_VALUE;

    private final AtomicInteger inside = new AtomicInteger();
    private final Lender lender;
    private final In in;
    private final Out out;

    /** Whose streams they are. */
    interface Lender {

        /** The WebSocket is over. While this runs, the streams are still its own; more than one thread may call it. */
        void end();

        /** The streams may be somebody else's from now on. Called once. */
        void giveBack();
    }

    /** @param payaras of a request that has become a WebSocket */
    GuardedConnection(WebConnection payaras, Lender lender) throws IOException {
        this.lender = lender;
        this.in = new In(payaras.getInputStream());
        this.out = new Out(payaras.getOutputStream());
    }

    @Override
    public ServletInputStream getInputStream() {
        return in;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return out;
    }

    /** Never waits for those inside. */
    @Override
    public void close() {
        if (enter()) { // so that nothing is given back before all of this is done
            lender.end();
            inside.getAndUpdate(count -> count | CLOSED);
            leave();
        }
    }

    private boolean enter() {
        return inside.getAndUpdate(count -> count < 0 ? count : count + 1) >= 0;
    }

    private void leave() {
        if (inside.decrementAndGet() == CLOSED) {
            lender.giveBack();
        }
    }

    private void enterOrFail() throws IOException {
        if (!enter()) {
            throw new IOException("The WebSocket is closed");
        }
    }

    /** Only Tyrus reads, and only while it is called: so it is inside as long as that takes. */
    private final class In extends ServletInputStream {
        private final ServletInputStream payaras;

        In(ServletInputStream payaras) {
            this.payaras = payaras;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            if (!enter()) {
                return;
            }
            try {
                payaras.setReadListener(new Listener(listener));
            } finally {
                leave();
            }
        }

        @Override
        public boolean isFinished() {
            return payaras.isFinished();
        }

        @Override
        public boolean isReady() {
            return inside.get() >= 0 && payaras.isReady();
        }

        @Override
        public int available() throws IOException {
            return payaras.available();
        }

        @Override
        public int read() throws IOException {
            return payaras.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return payaras.read(bytes, offset, length);
        }
    }

    private final class Listener implements ReadListener {
        private final ReadListener tyrus;

        Listener(ReadListener tyrus) {
            this.tyrus = tyrus;
        }

        @Override
        public void onDataAvailable() throws IOException {
            if (!enter()) {
                return;
            }
            try {
                tyrus.onDataAvailable();
            } finally {
                leave();
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            if (!enter()) {
                return;
            }
            try {
                tyrus.onAllDataRead();
            } finally {
                leave();
            }
        }

        @Override
        public void onError(Throwable problem) {
            if (!enter()) {
                return;
            }
            try {
                tyrus.onError(problem);
            } finally {
                close(); // Payara does so after this
                leave();
            }
        }
    }

    private final class Out extends ServletOutputStream {
        private final ServletOutputStream payaras;

        Out(ServletOutputStream payaras) {
            this.payaras = payaras;
        }

        @Override
        public boolean isReady() {
            if (!enter()) {
                return true; // and whoever writes then is told that it is closed
            }
            try {
                return payaras.isReady();
            } finally {
                leave();
            }
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            if (!enter()) {
                return;
            }
            try {
                payaras.setWriteListener(listener);
            } finally {
                leave();
            }
        }

        @Override
        public void write(int one) throws IOException {
            enterOrFail();
            try {
                payaras.write(one);
            } finally {
                leave();
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            enterOrFail();
            try {
                payaras.write(bytes, offset, length);
            } finally {
                leave();
            }
        }

        @Override
        public void flush() throws IOException {
            enterOrFail();
            try {
                payaras.flush();
            } finally {
                leave();
            }
        }
    }
}
