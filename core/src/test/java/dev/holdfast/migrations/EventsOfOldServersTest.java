package dev.holdfast.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.Event;
import dev.holdfast.event.EventFilter;
import dev.holdfast.event.EventType;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop from before there were events, whose servers go on writing as the role that they have. */
class EventsOfOldServersTest {
    // As the version before writes a movement and an entry of the audit log.
    private static final String OLD_MOVEMENT = """
            insert into #stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                       reserved_after, backordered_after, at)
            values (1, 1, %d, 'received', 5, 0, %d, 0, 0, '2026-03-01T09:00:00Z')""";

    private static final String OLD_ENTRY = """
            insert into #audit_log (at, actor, subject_kind, subject_id, before, after)
            values ('2026-03-01T09:00:00Z', 'ann', 'variant', '1', '{"price": "1.00"}', '{"price": "2.00"}')""";

    private final DataSource owner = TestDatabase.dataSource();
    private final String schema = "old_" + UUID.randomUUID().toString().replace("-", "");

    @AfterEach
    void removeSchemaAndRole() {
        Jdbi.create(owner).useHandle(handle -> {
            handle.execute("drop schema if exists " + schema + " cascade");
            handle.execute("drop owned by " + schema + "; drop role " + schema);
        });
    }

    private void asOwner(String sql) {
        Jdbi.create(owner).useHandle(handle -> handle.execute(sql.replace("#", schema + ".")));
    }

    private void asServer(String sql) {
        Jdbi.create(owner).useTransaction(handle -> {
            handle.execute("set local role " + schema);
            handle.execute(sql.replace("#", schema + "."));
        });
    }

    @Test
    void whatTheyWriteIsToldFromTheMigrationOn() {
        String all = Migrations.script(0, schema).replaceAll("(?m)^\\\\.*$", "");
        asOwner(all.substring(0, all.indexOf("\n-- V44__")) + "commit;");
        asOwner("""
                insert into #products (handle, name, base_price, currency, created_at, updated_at)
                values ('tee', 'Tee', 1000, 'USD', now(), now());
                insert into #variants (product_id, sku, created_at, updated_at) values (1, 'TEE', now(), now());
                insert into #stock (variant_id, location_id, stock_quantity, reserved_quantity, version)
                values (1, 1, 5, 0, 1)""");
        asOwner("create role " + schema);
        asOwner("grant usage on schema " + schema + " to " + schema);
        asOwner("grant select, insert on #stock_ledger, #audit_log to " + schema);
        asServer(OLD_MOVEMENT.formatted(1, 5));

        Migrations.apply(owner, schema);
        asServer(OLD_MOVEMENT.formatted(2, 10));
        asServer(OLD_ENTRY);
        asOwner("update #stock set stock_quantity = 10, version = 2");

        TestShop shop = new TestShop(schema, owner, owner);
        List<Event> events =
                shop.holdfast.events().list(null, EventFilter.all(), 10).items();
        assertThat(events)
                .extracting(Event::type)
                .containsExactly(EventType.STOCK_CHANGED, EventType.PRODUCT_CHANGED, EventType.PRICE_CHANGED);
        assertThat(events.get(0).data()).containsEntry("version", 2L);
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }
}
