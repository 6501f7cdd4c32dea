package dev.holdfast.planted.catalog;

import dev.holdfast.migrations.Migrations;
import javax.sql.DataSource;

/** Knows a module that is built on the library. */
public final class MigratesByItself {
    public int migrate(DataSource dataSource) {
        return Migrations.apply(dataSource, Migrations.DEFAULT_SCHEMA);
    }
}
