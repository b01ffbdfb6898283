package foyer.engineio;

import jakarta.servlet.ServletRequest;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Optional;

/**
 * The way from a servlet request to Grizzly, the HTTP engine below Payara. For the three things that Payara does not
 * tell a web application and that it must know: {@link Completion}, {@link ConnectionEnd} and {@link Stay}. On other servers there is no
 * such way, and no need for one.
 */
final class Grizzly {

    private static final System.Logger LOG = System.getLogger(Grizzly.class.getName());
    private static final String PAYARA_REQUEST = "org.apache.catalina.connector.RequestFacade";

    private Grizzly() {}

    /** Grizzly's request behind a request of Payara's. */
    static Optional<Object> requestOf(ServletRequest request) {
        return payaraRequestOf(request).flatMap(payara -> get(payara, "getCoyoteRequest"));
    }

    /** Payara's own request behind the one that an application sees. */
    static Optional<Object> payaraRequestOf(ServletRequest request) {
        ServletRequest innermost = Requests.innermost(request);
        return innermost.getClass().getName().equals(PAYARA_REQUEST)
                ? get(innermost, "getUnwrappedCoyoteRequest")
                : Optional.empty();
    }

    private static Optional<Object> get(Object target, String method) {
        try {
            return Optional.of(call(target, method));
        } catch (ReflectiveOperationException e) {
            isNotAsItWas(e);
            return Optional.empty();
        }
    }

    /** Calls a public method without parameters. */
    static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    /** A field of the object's class or of one above it, made accessible. */
    static Field field(Object owner, String name) throws NoSuchFieldException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    /** Quick access to a field of a class that is not ours. */
    static VarHandle handle(Field field) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup())
                .unreflectVarHandle(field);
    }

    /** Says that this version of Payara is a stranger. */
    static void isNotAsItWas(ReflectiveOperationException e) {
        LOG.log(
                Level.WARNING,
                "Grizzly is not as it was: clients that vanish in the middle of a request may disturb others",
                e);
    }
}
