package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** The SQL of products. */
final class ProductStore {
    private static final String COLUMNS =
            "id, handle, name, description, base_price, currency, category, created_at, updated_at";

    private static final String ADD = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now,
                                               nextval('#products_id_seq') as id)
            insert into #products (id, handle, name, description, base_price, currency, category, created_at, updated_at)
            overriding system value
            select clock.id,
                   case when :may_rename and exists (select 1 from #products where handle = :handle)
                        then :handle || '-' || clock.id else :handle end,
                   :name, :description, :base_price, :currency, :category, clock.now, clock.now
            from clock
            on conflict on constraint products_handle_key do nothing
            returning\s""" + COLUMNS;

    private static final String CHANGE = """
            update #products set handle = :handle, name = :name, description = :description, base_price = :base_price,
                                 category = :category, updated_at = :updated_at
            where id = :id returning\s""" + COLUMNS;

    private static final String LIST = "select " + COLUMNS + """
             from #products
            where id > :after
              and (cast(:handle as text) is null or handle = :handle)
              and (cast(:category as text) is null or category = :category or starts_with(category, :category || '/'))
              and (cast(:query as text) is null or name ilike :query or handle ilike :query)
            order by id limit :limit""";

    private final Database database;
    private final Duration timeout;
    private final String add;
    private final String find;
    private final String lock;
    private final String change;
    private final String list;

    ProductStore(Database database, Duration timeout) {
        this.database = database;
        this.timeout = timeout;
        add = database.sql(ADD);
        find = database.sql("select " + COLUMNS + " from #products where id = :id");
        lock = find + " for no key update";
        change = database.sql(CHANGE);
        list = database.sql(LIST);
    }

    Product add(NewProduct product, String handle) {
        boolean mayRename = product.handle() == null;
        Optional<Product> added = insert(product, handle, mayRename);
        // Somebody took the handle in between: now it is seen, and the id is put behind it.
        return added.or(() -> mayRename ? insert(product, handle, true) : Optional.empty())
                .orElseThrow(() -> new TakenException("handle", handle));
    }

    private Optional<Product> insert(NewProduct product, String handle, boolean mayRename) {
        return database.write(
                timeout,
                handle_ -> handle_.createQuery(add)
                        .bind("now", database.clockTime())
                        .bind("handle", handle)
                        .bind("may_rename", mayRename)
                        .bind("name", product.name())
                        .bind("description", product.description())
                        .bind("base_price", product.basePrice().minor())
                        .bind("currency", product.basePrice().currency().getCurrencyCode())
                        .bind("category", product.category())
                        .map((row, context) -> product(row))
                        .findOne());
    }

    Optional<Product> find(long id) {
        return database.read(handle -> handle.createQuery(find)
                .bind("id", id)
                .map((row, context) -> product(row))
                .findOne());
    }

    Product change(long id, UnaryOperator<Product> decide) {
        return database.write(timeout, handle -> {
            Product now = handle.createQuery(lock)
                    .bind("id", id)
                    .map((row, context) -> product(row))
                    .findOne()
                    .orElseThrow(() -> new NotFoundException("product", "product_id", id));
            Product changed = decide.apply(now);
            return changed.equals(now) ? now : write(handle, changed);
        });
    }

    private Product write(Handle handle, Product product) {
        Instant now = database.now(handle);
        return handle.createQuery(change)
                .bind("id", product.id())
                .bind("handle", product.handle())
                .bind("name", product.name())
                .bind("description", product.description())
                .bind("base_price", product.basePrice().minor())
                .bind("category", product.category())
                .bind("updated_at", now.atOffset(ZoneOffset.UTC))
                .map((row, context) -> product(row))
                .one();
    }

    Page<Product> list(ProductFilter filter, PageRequest page) {
        long after = Paging.after(page);
        List<Product> rows = database.read(handle -> handle.createQuery(list)
                .bind("after", after)
                .bind("handle", filter.handle())
                .bind("category", filter.category())
                .bind("query", Paging.contains(filter.query()))
                .bind("limit", page.limit() + 1)
                .map((row, context) -> product(row))
                .list());
        return Paging.page(rows, page, Product::id, product -> product);
    }

    private static Product product(ResultSet row) throws SQLException {
        return new Product(
                row.getLong("id"),
                row.getString("handle"),
                row.getString("name"),
                row.getString("description"),
                new Money(row.getLong("base_price"), Currency.getInstance(row.getString("currency"))),
                row.getString("category"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
