package foyer.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** The answer to an asynchronous request, written as fast as the client takes it and by nobody who waits. */
final class AsyncAnswer implements AsyncListener {

    private static final System.Logger LOG = System.getLogger(AsyncAnswer.class.getName());
    private static final int CHUNK = 16 * 1024;

    private final AsyncContext context;
    private final Completion completion;
    private final Runnable onLost;
    private final Stay stay;
    private volatile boolean lost;

    /**
     * @param stay of the thread of the request
     * @param onLost runs when the container notices that the client has gone before it had its answer
     */
    AsyncAnswer(AsyncContext context, Stay stay, Runnable onLost) {
        this.context = context;
        this.completion = new Completion(context);
        this.stay = stay;
        this.onLost = onLost;
        context.addListener(this);
    }

    /** Begins to write; once. */
    void write(HttpAnswer answer, Transport.WriteCallback written) {
        stay.letEnd();
        if (lost) {
            written.done(false);
            return;
        }
        try {
            HttpServletResponse response = (HttpServletResponse) context.getResponse();
            answer.begin(response);
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new BodyWriter(out, answer.body(), written));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A request could not be answered, the client has gone", e);
            end(false, written);
        }
    }

    private void end(boolean ok, Transport.WriteCallback written) {
        completion.complete();
        written.done(ok);
    }

    @Override
    public void onError(AsyncEvent event) {
        lost = true;
        onLost.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        onError(event);
        completion.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}

    /** Writes as much as the client takes, whenever it takes more. */
    private final class BodyWriter implements WriteListener {
        private final ServletOutputStream out;
        private final byte[] body;
        private final Transport.WriteCallback written;
        private int position;
        private boolean ended;

        BodyWriter(ServletOutputStream out, byte[] body, Transport.WriteCallback written) {
            this.out = out;
            this.body = body;
            this.written = written;
        }

        @Override
        public void onWritePossible() throws IOException {
            while (!ended && out.isReady()) {
                if (position == body.length) {
                    finish(true);
                } else {
                    int length = Math.min(CHUNK, body.length - position);
                    out.write(body, position, length);
                    position += length;
                }
            }
        }

        @Override
        public void onError(Throwable problem) {
            LOG.log(Level.DEBUG, "A request could not be answered", problem);
            finish(false);
        }

        private void finish(boolean ok) {
            if (!ended) {
                ended = true;
                end(ok, written);
            }
        }
    }
}
