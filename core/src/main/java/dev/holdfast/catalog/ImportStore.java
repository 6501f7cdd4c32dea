package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.TakenException;
import dev.holdfast.internal.json.AttributesJson;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.stock.Movements;
import dev.holdfast.internal.stock.StockKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The SQL of imports: a list at a time, at most six statements whatever its length. */
final class ImportStore {
    private static final String CLOCK =
            "with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)";

    private static final String PRODUCTS = """
            select id, handle, name, nullif(description, '') as description, base_price, currency, category from #products
            where handle = any(cast(:handles as text[])) order by id for no key update
            """;

    private static final String VARIANTS = """
            select v.id, v.product_id, v.sku, v.name, v.price, v.attributes, s.stock_quantity
            from #variants v left join #stock s on s.variant_id = v.id and s.location_id = :location_id
            where v.sku = any(cast(:skus as text[])) order by v.id for no key update of v
            """;

    private static final String ADD_PRODUCTS = CLOCK + """
            insert into #products (handle, name, description, base_price, currency, category, created_at, updated_at)
            select n.handle, n.name, n.description, n.base_price, n.currency, n.category, clock.now, clock.now
            from clock, unnest(cast(:handles as text[]), cast(:names as text[]), cast(:descriptions as text[]),
                               cast(:prices as bigint[]), cast(:currencies as text[]), cast(:categories as text[]))
                        with ordinality as n(handle, name, description, base_price, currency, category, place)
            order by n.place
            on conflict on constraint products_handle_key do nothing
            returning id, handle
            """;

    private static final String CHANGE_PRODUCTS = CLOCK + """
            update #products p set name = n.name, description = n.description, base_price = n.base_price,
                                   category = n.category, updated_at = clock.now
            from clock, unnest(cast(:ids as bigint[]), cast(:names as text[]), cast(:descriptions as text[]),
                               cast(:prices as bigint[]), cast(:categories as text[]))
                        as n(id, name, description, base_price, category)
            where p.id = n.id
            """;

    private static final String ADD_VARIANTS = CLOCK + """
            , added as (
              select * from unnest(cast(:products as bigint[]), cast(:skus as text[]), cast(:names as text[]),
                                   cast(:prices as bigint[]), cast(:attributes as text[]), cast(:units as int[]))
                            with ordinality as n(product_id, sku, name, price, attributes, units, place)),
            variant as (
              insert into #variants (product_id, sku, name, price, attributes, created_at, updated_at)
              select product_id, sku, name, price, cast(attributes as jsonb), clock.now, clock.now
              from added, clock order by place
              on conflict on constraint variants_sku_key do nothing
              returning id, sku),
            opened as (
              select v.id as variant_id, cast(:location_id as int) as location_id, n.units,
                     cast(:reference as text) as reference
              from variant v join added n on n.sku = v.sku),
            """ + Movements.OPEN_COUNTERS + """
            select sku from variant
            """;

    private static final String CHANGE_VARIANTS = CLOCK + """
            update #variants v set name = n.name, price = n.price, attributes = cast(n.attributes as jsonb),
                                   updated_at = clock.now
            from clock, unnest(cast(:ids as bigint[]), cast(:names as text[]), cast(:prices as bigint[]),
                               cast(:attributes as text[])) as n(id, name, price, attributes)
            where v.id = n.id
            """;

    private final Database database;
    private final Duration timeout;
    private final String products;
    private final String variants;
    private final String addProducts;
    private final String changeProducts;
    private final String addVariants;
    private final String changeVariants;

    ImportStore(Database database, Duration timeout) {
        this.database = database;
        this.timeout = timeout;
        products = database.sql(PRODUCTS);
        variants = database.sql(VARIANTS);
        addProducts = database.sql(ADD_PRODUCTS);
        changeProducts = database.sql(CHANGE_PRODUCTS);
        addVariants = database.sql(ADD_VARIANTS);
        changeVariants = database.sql(CHANGE_VARIANTS);
    }

    /**
     * A product but for its times.
     *
     * @param id null when it is new
     */
    record ProductState(
            @Nullable Long id,
            String handle,
            String name,
            @Nullable String description,
            Money basePrice,
            @Nullable String category) {}

    /**
     * A variant but for its times and its product.
     *
     * @param id null when it is new
     * @param price its own, null when its product's counts
     */
    record VariantState(
            @Nullable Long id,
            String sku,
            @Nullable String name,
            @Nullable Long price,
            Map<String, Object> attributes) {}

    /**
     * A variant that is there.
     *
     * @param onHand at the default location
     */
    record KnownVariant(VariantState state, long productId, int onHand) {}

    ImportResult run(List<ProductImport> imported, @Nullable String reference) {
        return database.write(timeout, handle -> {
            // Variants first: the product of a variant that was seen is seen by the statement after.
            Map<String, KnownVariant> knownVariants = variants(handle, imported);
            Map<String, ProductState> knownProducts = products(handle, imported);
            CatalogImport decided = new CatalogImport(knownProducts, knownVariants);
            decided.decide(imported);
            Map<String, Long> ids = new HashMap<>();
            knownProducts.values().forEach(known -> ids.put(known.handle(), id(known)));
            add(handle, decided.productsAdded, ids);
            change(handle, decided.productsChanged);
            addVariants(handle, decided.variantsAdded, ids, reference);
            changeVariants(handle, decided.variantsChanged);
            return decided.result();
        });
    }

    /** The id of a product that is there. */
    static long id(ProductState known) {
        return Objects.requireNonNull(known.id());
    }

    private Map<String, ProductState> products(Handle handle, List<ProductImport> imported) {
        Map<String, ProductState> known = new HashMap<>();
        handle.createQuery(products)
                .bind("handles", imported.stream().map(ProductImport::handle).toArray(String[]::new))
                .map((row, context) -> product(row))
                .forEach(product -> known.put(product.handle(), product));
        return known;
    }

    private Map<String, KnownVariant> variants(Handle handle, List<ProductImport> imported) {
        Map<String, KnownVariant> known = new HashMap<>();
        handle.createQuery(variants)
                .bind("location_id", StockKey.DEFAULT_LOCATION)
                .bind(
                        "skus",
                        imported.stream()
                                .flatMap(product -> product.variants().stream())
                                .map(VariantImport::sku)
                                .toArray(String[]::new))
                .map((row, context) -> variant(row))
                .forEach(variant -> known.put(variant.state().sku(), variant));
        return known;
    }

    private void add(Handle handle, List<ProductState> added, Map<String, Long> ids) {
        if (added.isEmpty()) {
            return;
        }
        bindProducts(handle.createQuery(addProducts), added)
                .bind("handles", texts(added, ProductState::handle))
                .bind(
                        "currencies",
                        texts(added, product -> product.basePrice().currency().getCurrencyCode()))
                .map((row, context) -> Map.entry(row.getString("handle"), row.getLong("id")))
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue()));
        for (ProductState product : added) {
            if (!ids.containsKey(product.handle())) {
                // Somebody else added it after it was looked for.
                throw new TakenException("handle", product.handle());
            }
        }
    }

    private void change(Handle handle, List<ProductState> changed) {
        if (!changed.isEmpty()) {
            bindProducts(handle.createUpdate(changeProducts), changed)
                    .bind("ids", longs(changed, ProductState::id))
                    .execute();
        }
    }

    private void addVariants(
            Handle handle, List<CatalogImport.Written> added, Map<String, Long> ids, @Nullable String reference) {
        if (added.isEmpty()) {
            return;
        }
        List<VariantState> states =
                added.stream().map(CatalogImport.Written::variant).toList();
        List<String> written = bindVariants(handle.createQuery(addVariants), states)
                .bind("products", longs(added, variant -> ids.get(variant.handle())))
                .bind("skus", texts(states, VariantState::sku))
                .bind("units", added.stream().map(CatalogImport.Written::units).toArray(Integer[]::new))
                .bind("location_id", StockKey.DEFAULT_LOCATION)
                .bind("reference", reference)
                .mapTo(String.class)
                .list();
        if (written.size() != states.size()) {
            String taken = states.stream()
                    .map(VariantState::sku)
                    .filter(sku -> !written.contains(sku))
                    .findFirst()
                    .orElseThrow();
            throw new TakenException("sku", taken);
        }
    }

    private void changeVariants(Handle handle, List<VariantState> changed) {
        if (!changed.isEmpty()) {
            bindVariants(handle.createUpdate(changeVariants), changed)
                    .bind("ids", longs(changed, VariantState::id))
                    .execute();
        }
    }

    private <S extends SqlStatement<S>> S bindProducts(S statement, List<ProductState> states) {
        return statement
                .bind("now", database.clockTime())
                .bind("names", texts(states, ProductState::name))
                .bind("descriptions", texts(states, ProductState::description))
                .bind("prices", longs(states, product -> product.basePrice().minor()))
                .bind("categories", texts(states, ProductState::category));
    }

    private <S extends SqlStatement<S>> S bindVariants(S statement, List<VariantState> states) {
        return statement
                .bind("now", database.clockTime())
                .bind("names", texts(states, VariantState::name))
                .bind("prices", longs(states, VariantState::price))
                .bind("attributes", texts(states, variant -> AttributesJson.write(variant.attributes())));
    }

    static ProductState product(ResultSet row) throws SQLException {
        return new ProductState(
                row.getLong("id"),
                row.getString("handle"),
                row.getString("name"),
                row.getString("description"),
                new Money(row.getLong("base_price"), Currency.getInstance(row.getString("currency"))),
                row.getString("category"));
    }

    static KnownVariant variant(ResultSet row) throws SQLException {
        return new KnownVariant(
                new VariantState(
                        row.getLong("id"),
                        row.getString("sku"),
                        row.getString("name"),
                        Rows.optionalLong(row, "price"),
                        AttributesJson.read(row.getString("attributes"))),
                row.getLong("product_id"),
                row.getInt("stock_quantity"));
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> @Nullable Long[] longs(List<T> rows, Function<T, @Nullable Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }
}
