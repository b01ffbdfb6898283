package foyer.engineio;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Optional;
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

    private final AtomicInteger present = new AtomicInteger();
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

    /**
     * Lets the client be heard; to be called when whoever listens is ready. Payara hands on what has come already in the thread that
     * sets the listener. Tyrus sets it first, and makes its connection then: for that its listener waits, in the thread that is to make it, and
     * a client that speaks before its handshake is answered would hold a thread of Payara's for ever.
     */
    void startReading() {
        inside(in::startReading);
    }

    /** Never waits for those inside. */
    @Override
    public void close() {
        inside(
                () -> { // so that nothing is given back before all of this is done
                    lender.end();
                    present.getAndUpdate(count -> count | CLOSED);
                });
    }

    private boolean enter() {
        return present.getAndUpdate(count -> count < 0 ? count : count + 1) >= 0;
    }

    private void leave() {
        if (present.decrementAndGet() == CLOSED) {
            lender.giveBack();
        }
    }

    private interface Step<E extends Exception> {
        void run() throws E;
    }

    /** @return false if it is closed; nothing is done then */
    private <E extends Exception> boolean inside(Step<E> step) throws E {
        if (!enter()) {
            return false;
        }
        try {
            step.run();
        } finally {
            leave();
        }
        return true;
    }

    private void insideOrFail(Step<IOException> step) throws IOException {
        if (!inside(step)) {
            throw new IOException("The WebSocket is closed");
        }
    }

    /** Only Tyrus reads, and only while it is called: so it is inside as long as that takes. */
    private final class In extends ServletInputStream {
        private final ServletInputStream payaras;
        private Optional<Listener> listener = Optional.empty();

        In(ServletInputStream payaras) {
            this.payaras = payaras;
        }

        @Override
        public void setReadListener(ReadListener tyrus) {
            listener = Optional.of(new Listener(tyrus));
        }

        void startReading() {
            listener.ifPresent(payaras::setReadListener);
        }

        @Override
        public boolean isFinished() {
            return payaras.isFinished();
        }

        @Override
        public boolean isReady() {
            return present.get() >= 0 && payaras.isReady();
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
            inside(tyrus::onDataAvailable);
        }

        @Override
        public void onAllDataRead() throws IOException {
            inside(tyrus::onAllDataRead);
        }

        @Override
        public void onError(Throwable problem) {
            inside(() -> {
                try {
                    tyrus.onError(problem);
                } finally {
                    close(); // Payara does so after this
                }
            });
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
            inside(() -> payaras.setWriteListener(listener));
        }

        @Override
        public void write(int one) throws IOException {
            insideOrFail(() -> payaras.write(one));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            insideOrFail(() -> payaras.write(bytes, offset, length));
        }

        @Override
        public void flush() throws IOException {
            insideOrFail(payaras::flush);
        }
    }
}
