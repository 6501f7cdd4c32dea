package dev.holdfast.internal.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keys of the rows that a statement of a {@link LoadScript} is about: given ones, and those that selects find. */
public final class KeyArray {
    private final Set<String> selects = new LinkedHashSet<>();

    /** Adds the keys that a select finds, a constant with one column. */
    public void add(String select) {
        selects.add(select);
    }

    /** Whether no select was added. */
    public boolean isEmpty() {
        return selects.isEmpty();
    }

    /**
     * SQL for all keys as one array.
     *
     * @param parameter SQL for the array of the keys that are given
     * @param given whether any are; the parameter is in the statement only then, or where nothing else is
     */
    public List<String> sql(String parameter, boolean given) {
        if (selects.isEmpty()) {
            return List.of(parameter);
        }
        List<String> sql = new ArrayList<>();
        for (String select : selects) {
            sql.add(sql.isEmpty() ? "array(" : "\nunion all\n");
            sql.add(select);
        }
        if (given) {
            sql.add("\nunion all\nselect unnest(");
            sql.add(parameter);
            sql.add(")");
        }
        sql.add(")");
        return sql;
    }
}
