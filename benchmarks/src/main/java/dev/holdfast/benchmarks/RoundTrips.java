package dev.holdfast.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections that count the time that a thread spends in calls that go to the database: those that execute something,
 * COMMIT and ROLLBACK. What the driver does to write the request and to read the answer is in it.
 */
final class RoundTrips {
    private static final class Spent {
        private final long since;
        private long nanos;

        Spent(long since) {
            this.since = since;
        }
    }

    /**
     * What a thread spent, in nanoseconds.
     *
     * @param transaction from when it asked for a connection until now
     * @param roundTrips the part of it that the database had
     */
    record Taken(long transaction, long roundTrips) {}

    private final ThreadLocal<Spent> spent = ThreadLocal.withInitial(() -> new Spent(System.nanoTime()));

    /** What this thread has spent since it was last given a connection. */
    Taken take() {
        Spent mine = spent.get();
        return new Taken(System.nanoTime() - mine.since, mine.nanos);
    }

    DataSource of(DataSource dataSource) {
        return proxy(DataSource.class, dataSource);
    }

    private <T> T proxy(Class<T> type, T target) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("getConnection") && target instanceof DataSource) {
                spent.set(new Spent(System.nanoTime()));
            }
            if (!method.getName().startsWith("execute")
                    && !method.getName().equals("commit")
                    && !method.getName().equals("rollback")) {
                Object answer = invoke(target, method, arguments);
                return method.getName().equals("unwrap") ? answer : wrapped(answer);
            }
            long before = System.nanoTime();
            try {
                return invoke(target, method, arguments);
            } finally {
                spent.get().nanos += System.nanoTime() - before;
            }
        };
        return type.cast(Proxy.newProxyInstance(RoundTrips.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object wrapped(@Nullable Object answer) {
        if (answer instanceof PreparedStatement statement) {
            return proxy(PreparedStatement.class, statement);
        }
        if (answer instanceof Statement statement) {
            return proxy(Statement.class, statement);
        }
        return answer instanceof Connection connection ? proxy(Connection.class, connection) : answer;
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
