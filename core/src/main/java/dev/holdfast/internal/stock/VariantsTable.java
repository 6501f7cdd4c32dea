package dev.holdfast.internal.stock;

import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.KeyArray;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.sql.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variants, with their products, that a list of commands is about. Commands read them and change none. */
public final class VariantsTable implements Table {
    // Products are behind a fence, because a plan that was made while the tables were empty may begin with them.
    private static final String READ = """
            select v.id, v.product_id, v.sku, coalesce(v.name, p.name) as name, coalesce(v.price, p.base_price) as price,
                   v.min_price, p.currency, p.category, p.status as product_status,
                   v.min_quantity, v.max_quantity, v.quantity_step, v.max_per_user, v.max_per_user_days,
                   v.reservation_seconds
            from #variants v
            cross join lateral (select * from #products p where p.id = v.product_id offset 0) as p
            where v.id = any(""";

    private final StockTable stock;
    private final KeyArray selected = new KeyArray();
    private final Map<Long, VariantRow> rows = new HashMap<>();

    /** Asks for the variant of each counter that was asked for by its key. */
    public VariantsTable(StockTable stock) {
        this.stock = stock;
    }

    /** Asks for the variants whose ids a select finds. */
    public void readSelected(String selectIds) {
        selected.add(selectIds);
    }

    @Override
    public void load(LoadScript script) {
        boolean given = !stock.asked().isEmpty();
        if (given || !selected.isEmpty()) {
            List<String> sql = new ArrayList<>();
            sql.add(READ);
            sql.addAll(selected.sql("cast(:stock_variants as bigint[])", given));
            sql.add(")");
            script.query(row -> add(read(row)), sql);
        }
    }

    @Override
    public void save(Changes changes) {
        // Nothing changes.
    }

    /** Adds a variant. */
    public void add(VariantRow row) {
        rows.put(row.id(), row);
    }

    /** A variant; null if it was not asked for, or there is none. */
    public @Nullable VariantRow row(long id) {
        return rows.get(id);
    }

    /** The variants that were found. */
    public Collection<VariantRow> rows() {
        return rows.values();
    }

    private static VariantRow read(ResultSet row) throws SQLException {
        return new VariantRow(
                row.getLong("id"),
                row.getLong("product_id"),
                row.getString("sku"),
                row.getString("name"),
                row.getLong("price"),
                Rows.optionalLong(row, "min_price"),
                Currency.getInstance(row.getString("currency")),
                row.getString("category"),
                row.getString("product_status"),
                LimitsRow.read(row));
    }
}
