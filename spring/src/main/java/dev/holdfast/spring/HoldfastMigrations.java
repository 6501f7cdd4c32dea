package dev.holdfast.spring;

import dev.holdfast.migrations.Migrations;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/**
 * Creates and upgrades the tables when the application starts, before any bean that uses the shop. They have a schema and a
 * history of their own, so the migrations of the application are neither read nor changed. Needs two connections, and a
 * user who may create tables.
 *
 * <p>An application whose user may not defines its own, with the DataSource of the owner.
 */
public final class HoldfastMigrations implements InitializingBean {
    private static final Logger LOG = LoggerFactory.getLogger(HoldfastMigrations.class);

    private final DataSource dataSource;
    private final String schema;

    /**
     * Migrations of a schema.
     *
     * @param dataSource whose user may create tables
     * @param schema the schema of the shop
     */
    public HoldfastMigrations(DataSource dataSource, String schema) {
        this.dataSource = dataSource;
        this.schema = schema;
    }

    @Override
    public void afterPropertiesSet() {
        int applied = Migrations.apply(dataSource, schema);
        if (applied > 0) {
            LOG.info("Applied {} migrations to schema {}", applied, schema);
        }
    }
}
