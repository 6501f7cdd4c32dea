package dev.holdfast.internal.sql;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a list that a caller has given, with their values. The database keeps one plan for a statement, and a
 * condition that may be absent cannot use an index there; so each mixture of conditions is a statement of its own. Not
 * thread-safe.
 */
public final class Conditions {
    private final List<String> sql = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private @Nullable OffsetDateTime now;
    private boolean asksForNow;

    /** Adds a condition. */
    public Conditions and(String condition) {
        sql.add(condition);
        return this;
    }

    /** Adds a condition on a value, unless the value is null; an array that is empty accepts anything as well. */
    public Conditions and(String condition, String name, @Nullable Object value) {
        if (value == null || value instanceof Object[] array && array.length == 0) {
            return this;
        }
        return and(condition).value(name, value);
    }

    /** Gives a parameter of the statement or of its conditions a value. */
    public Conditions value(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Gives the parameter {@code now} the time; null for the database's. */
    public Conditions now(@Nullable OffsetDateTime now) {
        this.now = now;
        asksForNow = true;
        return this;
    }

    /** The query of a statement in which {@code $conditions} stands for the conditions; true if there are none. */
    public Query of(Handle handle, String statement) {
        String conditions = sql.isEmpty() ? "true" : String.join("\n  and ", sql);
        Query query = handle.createQuery(statement.replace("$conditions", conditions));
        values.forEach(query::bind);
        if (asksForNow) {
            query.bind("now", now);
        }
        return query;
    }
}
