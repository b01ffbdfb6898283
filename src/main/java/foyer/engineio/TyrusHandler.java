package foyer.engineio;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Tyrus' upgrade handler in a request of Payara's: puts it there, stands between the two, and takes it out again when the connection has
 * ended. On other servers it does nothing.
 *
 * <p>Payara would make a bean of the handler, with all that CDI has to say of a new bean, which is a tenth of what a handshake costs; and it
 * would keep a list of those beans, and their requests with them, which it does not always take them from. Also, it keeps requests for later
 * use, and empties them of all but this: until the same request becomes a WebSocket again it holds the session of an earlier one, and with it
 * all classes of a deployment that may be gone long since.
 */
final class TyrusHandler {

    private final Stay handshake;
    private final Executor executor;
    private volatile Optional<Upgraded> upgraded = Optional.empty();

    /**
     * @param handshake the stay of the thread of the handshake
     * @param executor of the application
     */
    TyrusHandler(Stay handshake, Executor executor) {
        this.handshake = handshake;
        this.executor = executor;
    }

    /**
     * As {@code HttpServletRequest.upgrade}.
     *
     * @return empty if it is the container that is to do it
     */
    <T extends HttpUpgradeHandler> Optional<T> upgrade(ServletRequest request, Class<T> type) {
        return PayaraRequest.of(request).map(payara -> {
            T handler = make(type);
            Upgraded own = new Upgraded(payara, handshake, handler, executor);
            payara.upgrade(own);
            upgraded = Optional.of(own);
            return handler;
        });
    }

    private static <T> T make(Class<T> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("an upgrade handler can be made without arguments", e);
        }
    }

    /**
     * The session is being opened, by the thread of the request.
     *
     * @return what is to be run when the connection has ended, before anybody else hears of it: until the session is opened, Payara takes the
     *     handler from the request. Never waits
     */
    Runnable opened() {
        Optional<Runnable> end = upgraded.map(own -> own::lost);
        upgraded = Optional.empty();
        return end.orElse(() -> {});
    }

    /** What a request knows as its handler: gives Tyrus' own the guarded streams. */
    private static final class Upgraded implements HttpUpgradeHandler {

        private static final System.Logger LOG = System.getLogger(TyrusHandler.class.getName());

        private final PayaraRequest request;
        private final Stay handshake;
        private final HttpUpgradeHandler tyrus;
        private final Executor executor;
        private volatile Optional<GuardedConnection> connection = Optional.empty();

        Upgraded(PayaraRequest request, Stay handshake, HttpUpgradeHandler tyrus, Executor executor) {
            this.request = request;
            this.handshake = handshake;
            this.tyrus = tyrus;
            this.executor = executor;
        }

        @Override
        public void init(WebConnection payaras) {
            try {
                GuardedConnection guarded = new GuardedConnection(payaras, lender(payaras));
                connection = Optional.of(guarded);
                tyrus.init(guarded);
                guarded.startReading();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void destroy() {
            tyrus.destroy();
        }

        /** The connection has ended. */
        void lost() {
            connection.ifPresent(GuardedConnection::close);
            request.forget(this);
        }

        /**
         * Streams are given back by a thread of the application's: Grizzly keeps what is given back with the thread that does it, and uses it
         * again for that thread's next request. So those who are on their way through Payara, where nobody counts them, find a request that
         * is nobody's. Before that Tyrus hears of the end, which Payara does not always tell it, and which it does not understand before it
         * has opened the session.
         */
        private GuardedConnection.Lender lender(WebConnection payaras) {
            return new GuardedConnection.Lender() {
                @Override
                public void end() {
                    request.endWebSocket(payaras);
                }

                @Override
                public void giveBack() {
                    execute(() -> {
                        handshake.letEnd();
                        tyrus.destroy();
                        attempt(() -> payaras.getInputStream().close());
                        attempt(() -> payaras.getOutputStream().close());
                        attempt(request::giveBack);
                    });
                }
            };
        }

        private static void attempt(Closeable step) {
            try {
                step.close();
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.DEBUG, "The connection below a WebSocket has ended already", e);
            }
        }

        private void execute(Runnable task) {
            try {
                executor.execute(task);
            } catch (RejectedExecutionException e) {
                task.run(); // the application is being undeployed
            }
        }
    }
}
