package dev.holdfast.internal.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.extension.ExtensionContext;
import org.jdbi.v3.core.extension.ExtensionFactory;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Attaches SqlObject interfaces to handles.
 *
 * <p>Jdbi prepares all methods of an interface each time it attaches it, which costs several times as much as a call. So
 * each interface is attached once, to a supplier that stands for the handle of the current call, and a handle gets a
 * proxy that says which handle that is. Thread-safe.
 */
final class SqlObjects implements ExtensionFactory {
    private static final ThreadLocal<HandleSupplier> CURRENT = new ThreadLocal<>();

    private final ConfigRegistry config;
    private final Map<Class<?>, Object> attached = new ConcurrentHashMap<>();

    private SqlObjects(ConfigRegistry config) {
        this.config = config;
    }

    /** Lets a Jdbi attach SqlObject interfaces. Its configuration must be complete, because attached methods keep it. */
    static void install(Jdbi jdbi) {
        jdbi.installPlugin(new SqlObjectPlugin());
        // The copy attaches them as Jdbi does.
        jdbi.registerExtension(new SqlObjects(jdbi.getConfig().createCopy()));
    }

    @Override
    public boolean accepts(Class<?> type) {
        // Jdbi looks at all annotations of an interface to find out.
        return attached.containsKey(type) || config.get(Extensions.class).hasExtensionFor(type);
    }

    @Override
    public Set<FactoryFlag> getFactoryFlags() {
        // The proxy is made here.
        return Set.of(FactoryFlag.DONT_USE_PROXY);
    }

    @Override
    public <E> E attach(Class<E> type, HandleSupplier handle) {
        Object target = attached.computeIfAbsent(type, this::attachToCurrent);
        Object bound = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, method, arguments, handle));
        return type.cast(bound);
    }

    private Object attachToCurrent(Class<?> type) {
        return config.get(Extensions.class).findFor(type, new CurrentHandle()).orElseThrow();
    }

    private static @Nullable Object call(
            Object target, Method method, Object @Nullable [] arguments, HandleSupplier handle) throws Throwable {
        HandleSupplier outer = CURRENT.get();
        CURRENT.set(handle);
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNullElse(e.getCause(), e);
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    private final class CurrentHandle implements HandleSupplier {
        @Override
        public Handle getHandle() {
            return CURRENT.get().getHandle();
        }

        @Override
        public Jdbi getJdbi() {
            return CURRENT.get().getJdbi();
        }

        @Override
        public ConfigRegistry getConfig() {
            return config;
        }

        @Override
        public <V> V invokeInContext(ExtensionContext context, Callable<V> task) throws Exception {
            return CURRENT.get().invokeInContext(context, task);
        }
    }
}
