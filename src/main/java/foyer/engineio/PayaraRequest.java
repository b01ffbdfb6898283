package foyer.engineio;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.lang.System.Logger.Level;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.Optional;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.SuspendContext;

/**
 * Payara's own request behind the one that an application sees, and the way from there to Grizzly, the HTTP engine below. For what Payara
 * does not tell a web application and it must know: {@link Completion}, {@link ConnectionEnd}, {@link Stay} and {@link TyrusHandler}. On
 * other servers there is none, and no need for one.
 *
 * <p>Payara keeps requests for later use: whoever keeps one of these must know that its request is still the same. Only this class and
 * {@link GrizzlyFrames} name classes of Grizzly's, in signatures too: other servers have none, and would look for them.
 */
final class PayaraRequest {

    private static final System.Logger LOG = System.getLogger(PayaraRequest.class.getName());
    private static final String FACADE = "org.apache.catalina.connector.RequestFacade";

    private final Ways ways;
    private final Object request;

    private PayaraRequest(Ways ways, Object request) {
        this.ways = ways;
        this.request = request;
    }

    /** Empty on other servers, and on a Payara that is a stranger. */
    static Optional<PayaraRequest> of(ServletRequest request) {
        ServletRequest innermost = Requests.innermost(request);
        return innermost.getClass().getName().equals(FACADE)
                ? Ways.KNOWN.map(ways -> new PayaraRequest(ways, call(ways.request, innermost)))
                : Optional.empty();
    }

    /** Grizzly's connection, over which the request came. */
    Object connection() {
        return grizzlys();
    }

    /** Runs a task when the connection has ended, on the thread that closes it. */
    void whenClosed(Runnable task) {
        CloseListener<Closeable, CloseType> listener = (connection, how) -> task.run();
        grizzlys().addCloseListener(listener);
    }

    private Connection<?> grizzlys() {
        return grizzly().getContext().getConnection();
    }

    /** Of a request that went asynchronous. */
    Suspension suspension() {
        return new Suspension(grizzly().getResponse().getSuspendContext());
    }

    private Request grizzly() {
        return (Request) call(ways.grizzly, request);
    }

    /** Whether the thread that served the request has left it. */
    boolean isLeft() {
        return (boolean) ways.left.getVolatile(request);
    }

    /** Makes a WebSocket of the request; to be called by the thread that serves it. As {@code upgrade} of the Servlet interface, but for the bean. */
    void upgrade(HttpUpgradeHandler handler) {
        call(ways.upgrade, request, true);
        ways.handler.setVolatile(request, handler);
        grizzly().getResponse().suspend();
    }

    /** Takes an upgrade handler out of the request; does nothing if it is not there any more. */
    void forget(HttpUpgradeHandler handler) {
        ways.handler.compareAndSet(request, handler, null);
    }

    /**
     * Takes the WebSocket from the request: Payara itself, which would close it as well, and give the request back, does not do that any more.
     *
     * @param first that Payara has made of it; it makes one more at each level of its pipeline
     */
    void endWebSocket(WebConnection first) {
        call(ways.upgrade, request, false);
        // Without a WebSocket they do nothing but be closed, which whoever has taken one of them out of the request
        // before will find.
        close(first);
        close((WebConnection) call(ways.connection, request));
    }

    private static void close(WebConnection connection) {
        try {
            connection.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing a WebSocket that is none does nothing", e);
        }
    }

    /** Lets Payara give the request back, once its thread has left it: it is somebody else's then. */
    void giveBack() {
        call(ways.giveBack, request);
    }

    private static Object call(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Payara did not answer " + method.getName(), e);
        }
    }

    /** Lasts until the request is completed, or its connection closed. */
    static final class Suspension {
        private final SuspendContext context;

        private Suspension(SuspendContext context) {
            this.context = context;
        }

        /** Runs a task if it has not ended, and lets nobody end it meanwhile. */
        void ifPresent(Runnable task) {
            synchronized (context) { // as Grizzly does when the connection is closed
                if (context.isSuspended()) {
                    task.run();
                }
            }
        }
    }

    /**
     * What is Payara's alone has no other way than reflection; looked up once for a deployment.
     *
     * @param left is set by the thread that serves a request as the last thing of {@code CoyoteAdapter.service}
     */
    private record Ways(
            Method request,
            Method grizzly,
            Method upgrade,
            Method connection,
            Method giveBack,
            VarHandle left,
            VarHandle handler) {

        static final Optional<Ways> KNOWN = find();

        private static Optional<Ways> find() {
            try {
                Class<?> facade = Class.forName(FACADE, false, PayaraRequest.class.getClassLoader());
                Method request = facade.getMethod("getUnwrappedCoyoteRequest");
                Class<?> payara = request.getReturnType();
                Method grizzly = payara.getMethod("getCoyoteRequest");
                if (grizzly.getReturnType() != Request.class) {
                    throw new ClassNotFoundException("this Payara has another Grizzly than the application sees");
                }
                Method giveBack = payara.getDeclaredMethod("resumeAfterService");
                giveBack.setAccessible(true);
                return Optional.of(new Ways(
                        request,
                        grizzly,
                        payara.getMethod("setUpgrade", boolean.class),
                        payara.getMethod("getWebConnection"),
                        giveBack,
                        Reflected.handle(payara.getDeclaredField("afterService")),
                        Reflected.handle(payara.getDeclaredField("httpUpgradeHandler"))));
            } catch (ReflectiveOperationException | LinkageError e) {
                LOG.log(
                        Level.WARNING,
                        "Payara is not as it was: clients that vanish in the middle of a request may disturb others",
                        e);
                return Optional.empty();
            }
        }
    }
}
