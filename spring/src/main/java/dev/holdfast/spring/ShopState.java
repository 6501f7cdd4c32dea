package dev.holdfast.spring;

import dev.holdfast.migrations.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the tables of the shop can be used, as the health indicators tell it.
 *
 * @param schema the schema of the shop
 * @param version the version of its newest migration; null if it cannot be asked
 * @param needed the version that this version of Holdfast needs
 * @param failure why it cannot be asked; null if it can
 */
record ShopState(
        String schema,
        @Nullable Integer version,
        int needed,
        @Nullable SQLException failure) {
    /** Asks the database. */
    static ShopState of(ShopDataSource dataSource, String schema) {
        try (Connection connection = dataSource.pool().getConnection()) {
            try {
                return new ShopState(schema, Migrations.installed(connection, schema), Migrations.newest(), null);
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            return new ShopState(schema, null, Migrations.newest(), e);
        }
    }

    /** Whether the shop can work. */
    boolean isUp() {
        return version != null && version >= needed;
    }

    /** What a person who looks at the health wants to know. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("schema", schema);
        if (version != null) {
            details.put("version", version);
        }
        details.put("needed", needed);
        return details;
    }
}
