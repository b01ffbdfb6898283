package foyer.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A GET request that waits for packets. Answered while it is still in its servlet, it never becomes
 * asynchronous; otherwise it holds no thread while it waits, and none while a slow client reads its answer.
 *
 * <p>A later answer is begun on the executor and not on the caller's thread, which may belong to another
 * request: Payara would leave that request's contexts behind.
 */
final class PollExchange implements PollingTransport.Poll {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Executor executor;
    private final Duration timeout;
    private final Runnable onLost;
    private Pending pending;
    private AsyncAnswer async;

    private record Pending(HttpAnswer answer, Transport.WriteCallback written) {}

    /** @param onLost runs when the container notices that the client has gone */
    PollExchange(HttpServletRequest request, HttpServletResponse response, EngineServer server, Runnable onLost) {
        this.request = request;
        this.response = response;
        this.executor = server.executor();
        this.timeout = longest(server.options());
        this.onLost = onLost;
    }

    /** The next ping ends the wait, and the answer must be read in time; beyond that the request is cut. */
    private static Duration longest(EngineOptions options) {
        return options.pingInterval().plus(options.pingTimeout()).plus(options.stallTimeout());
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
        AsyncAnswer waiting;
        synchronized (this) {
            waiting = async;
            if (waiting == null) {
                pending = new Pending(answer, written);
                return;
            }
        }
        try {
            executor.execute(() -> waiting.write(answer, written));
        } catch (RejectedExecutionException e) {
            waiting.write(answer, written);
        }
    }

    /** Ends the servlet's part, in its thread: with the answer if there is one, else by letting the request wait. */
    void leaveServlet() throws IOException {
        Optional<Pending> ready;
        synchronized (this) {
            ready = Optional.ofNullable(pending);
            if (ready.isEmpty()) {
                async = startAsync();
            }
        }
        if (ready.isPresent()) {
            answerHere(ready.get());
        }
    }

    private void answerHere(Pending ready) throws IOException {
        if (ready.answer().isShort()) {
            boolean ok = false;
            try {
                ready.answer().writeTo(response);
                ok = true;
            } finally {
                ready.written().done(ok);
            }
        } else {
            startAsync().write(ready.answer(), ready.written());
        }
    }

    private AsyncAnswer startAsync() {
        AsyncContext context = request.startAsync();
        context.setTimeout(timeout.toMillis());
        return new AsyncAnswer(context, Stay.in(request), onLost);
    }
}
