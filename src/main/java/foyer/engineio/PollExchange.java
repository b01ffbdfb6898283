package foyer.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A GET request that holds no thread while it waits and none while a slow client reads its answer.
 *
 * <p>The answer is begun on the executor and not on the caller's thread, which may belong to another request:
 * Payara would leave that request's contexts behind.
 */
final class PollExchange implements PollingTransport.Poll, AsyncListener {

    private static final System.Logger LOG = System.getLogger(PollExchange.class.getName());
    private static final int CHUNK = 16 * 1024;

    private final AsyncContext async;
    private final Executor executor;
    private final Runnable onLost;

    /** @param onLost runs when the container notices that the client has gone */
    PollExchange(AsyncContext async, Executor executor, Runnable onLost) {
        this.async = async;
        this.executor = executor;
        this.onLost = onLost;
        async.setTimeout(0); // the heartbeat ends every poll in time
        async.addListener(this);
    }

    @Override
    public void answer(String payload, Transport.WriteCallback written) {
        answer(HttpAnswer.text(payload), written);
    }

    @Override
    public void refuse(EngineError error) {
        answer(HttpAnswer.of(error), ok -> {});
    }

    private void answer(HttpAnswer answer, Transport.WriteCallback written) {
        try {
            executor.execute(() -> begin(answer, written));
        } catch (RejectedExecutionException e) {
            begin(answer, written);
        }
    }

    private void begin(HttpAnswer answer, Transport.WriteCallback written) {
        try {
            HttpServletResponse response = (HttpServletResponse) async.getResponse();
            answer.begin(response);
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new BodyWriter(out, answer.body(), written));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "A poll could not be answered, the client has gone", e);
            end(false, written);
        }
    }

    private void end(boolean ok, Transport.WriteCallback written) {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "The container ended the poll already", e);
        }
        written.done(ok);
    }

    @Override
    public void onError(AsyncEvent event) {
        onLost.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        onLost.run();
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
            LOG.log(Level.DEBUG, "A poll could not be answered", problem);
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
