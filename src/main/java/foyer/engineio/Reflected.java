package foyer.engineio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;

/** What is inside classes that are not ours. */
final class Reflected {

    private Reflected() {}

    /** Quick access to a field, whoever may see it. */
    static VarHandle handle(Field field) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup())
                .unreflectVarHandle(field);
    }
}
