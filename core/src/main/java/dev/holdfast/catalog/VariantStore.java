package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.AttributesJson;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.stock.Movements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The SQL of variants, and of the counter that is made with each. */
final class VariantStore {
    /** The most units on hand. */
    static final int MAX_STOCK = 1_000_000_000;

    private static final String ADD = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            variant as (
              insert into #variants (product_id, sku, name, price, attributes, created_at, updated_at)
              select :product_id, :sku, :name, :price, cast(:attributes as jsonb), clock.now, clock.now from clock
              returning id),
            opened as (
              select id as variant_id, 1 as location_id, cast(:units as int) as units, cast(null as text) as reference
              from variant),
            """ + Movements.OPEN_COUNTERS + """
            select id from variant
            """;

    // What has expired counts as free, whether or not it was taken away.
    private static final String SELECT = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
            select v.id, v.product_id, v.sku, coalesce(v.name, p.name) as name, v.name as own_name, v.price, p.base_price,
                   p.currency, v.attributes, v.created_at, v.updated_at, s.stock_quantity,
                   s.reserved_quantity - coalesce((
                     select sum(i.quantity) from #cart_items i, clock
                     where i.variant_id = v.id and i.reserved_until <= clock.now), 0) as reserved_quantity
            from #variants v
            join #products p on p.id = v.product_id
            cross join lateral (
              select sum(stock_quantity) as stock_quantity, sum(reserved_quantity) as reserved_quantity
              from #stock where variant_id = v.id) s
            """;

    private static final String LIST = """
            where v.id > :after
              and (cast(:product_id as bigint) is null or v.product_id = :product_id)
              and (cast(:sku as text) is null or v.sku = :sku)
              and (cast(:query as text) is null or v.sku ilike :query or v.name ilike :query or p.name ilike :query)
            order by v.id limit :limit
            """;

    private final Database database;
    private final Duration timeout;
    private final String add;
    private final String productCurrency;
    private final String find;
    private final String lock;
    private final String change;
    private final String list;

    VariantStore(Database database, Duration timeout) {
        this.database = database;
        this.timeout = timeout;
        add = database.sql(ADD);
        productCurrency = database.sql("select currency from #products where id = :id");
        find = database.sql(SELECT + "where v.id = :id");
        lock = database.sql("select name from #variants where id = :id for no key update");
        change = database.sql("""
                update #variants set sku = :sku, name = :name, price = :price, attributes = cast(:attributes as jsonb),
                       updated_at = coalesce(cast(:now as timestamptz), clock_timestamp())
                where id = :id""");
        list = database.sql(SELECT + LIST);
    }

    Variant add(NewVariant variant) {
        return database.write(timeout, handle -> {
            String currency = handle.createQuery(productCurrency)
                    .bind("id", variant.productId())
                    .mapTo(String.class)
                    .findOne()
                    .orElseThrow(() -> new NotFoundException("product", "product_id", variant.productId()));
            Validation checks = new Validation();
            CatalogChecks.sameCurrency(checks, "/price", variant.price(), Currency.getInstance(currency));
            checks.throwIfAny();
            long id = handle.createQuery(add)
                    .bind("now", database.clockTime())
                    .bind("product_id", variant.productId())
                    .bind("sku", variant.sku())
                    .bind("name", variant.name())
                    .bind("price", minor(variant.price()))
                    .bind("attributes", AttributesJson.write(variant.attributes()))
                    .bind("units", variant.stockQuantity())
                    .mapTo(Long.class)
                    .one();
            return find(handle, id).orElseThrow();
        });
    }

    Optional<Variant> find(long id) {
        return database.read(handle -> find(handle, id));
    }

    Variant change(long id, VariantChange change) {
        return database.write(timeout, handle -> {
            String ownName = handle.createQuery(lock)
                    .bind("id", id)
                    .map((row, context) -> Optional.ofNullable(row.getString(1)))
                    .findOne()
                    .orElseThrow(() -> new NotFoundException("variant", "variant_id", id))
                    .orElse(null);
            Variant now = find(handle, id).orElseThrow();
            String sku = Objects.requireNonNullElse(change.sku().or(now.sku()), "");
            String name = change.name().or(ownName);
            Money price = change.price().or(now.ownPrice());
            Map<String, Object> attributes = change.attributes().or(now.attributes());
            Validation checks = new Validation();
            CatalogChecks.sku(checks, sku);
            if (name != null) {
                CatalogChecks.name(checks, name);
            }
            if (price != null) {
                CatalogChecks.price(checks, "/price", price);
            }
            CatalogChecks.sameCurrency(checks, "/price", price, now.price().currency());
            CatalogChecks.attributes(checks, attributes);
            checks.throwIfAny();
            String attributesJson = AttributesJson.write(Objects.requireNonNull(attributes));
            boolean same = sku.equals(now.sku())
                    && Objects.equals(name, ownName)
                    && Objects.equals(price, now.ownPrice())
                    && AttributesJson.read(attributesJson).equals(now.attributes());
            if (same) {
                return now;
            }
            handle.createUpdate(this.change)
                    .bind("id", id)
                    .bind("sku", sku)
                    .bind("name", name)
                    .bind("price", minor(price))
                    .bind("attributes", attributesJson)
                    .bind("now", database.clockTime())
                    .execute();
            return find(handle, id).orElseThrow();
        });
    }

    Page<Variant> list(VariantFilter filter, PageRequest page) {
        long after = Paging.after(page);
        List<Variant> rows = database.read(handle -> handle.createQuery(list)
                .bind("now", database.clockTime())
                .bind("after", after)
                .bind("product_id", filter.productId())
                .bind("sku", filter.sku())
                .bind("query", Paging.contains(filter.query()))
                .bind("limit", page.limit() + 1)
                .map((row, context) -> variant(row))
                .list());
        return Paging.page(rows, page, Variant::id, variant -> variant);
    }

    private Optional<Variant> find(Handle handle, long id) {
        return handle.createQuery(find)
                .bind("now", database.clockTime())
                .bind("id", id)
                .map((row, context) -> variant(row))
                .findOne();
    }

    private static Variant variant(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        Long own = Rows.optionalLong(row, "price");
        Money ownPrice = own == null ? null : new Money(own, currency);
        return new Variant(
                row.getLong("id"),
                row.getLong("product_id"),
                row.getString("sku"),
                row.getString("name"),
                ownPrice == null ? new Money(row.getLong("base_price"), currency) : ownPrice,
                ownPrice,
                AttributesJson.read(row.getString("attributes")),
                row.getInt("stock_quantity"),
                row.getInt("reserved_quantity"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    private static @Nullable Long minor(@Nullable Money price) {
        return price == null ? null : price.minor();
    }
}
