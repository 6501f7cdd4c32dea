package dev.holdfast.internal.sql;

import dev.holdfast.internal.cart.CartExtras;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.ExtrasJson;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.VariantRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of the tables, by the names of their columns. */
public final class Rows {
    private Rows() {}

    public static LockedCart cart(ResultSet row) throws SQLException {
        LockedCart.Columns columns = cartColumns(row);
        return new LockedCart(columns.id(), columns);
    }

    /** The columns of a cart. */
    public static LockedCart.Columns cartColumns(ResultSet row) throws SQLException {
        return new LockedCart.Columns(
                row.getLong("id"),
                row.getString("status"),
                row.getString("user_id"),
                row.getString("user_tier"),
                List.of((String[]) row.getArray("promo_codes").getArray()),
                Currency.getInstance(row.getString("currency")),
                row.getInt("last_item_id"),
                row.getLong("book_token"),
                instant(row, "priced_at"),
                row.getString("policy"),
                extras(row),
                optionalLong(row, "order_id"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static CartExtras extras(ResultSet row) throws SQLException {
        String charges = row.getString("charges");
        String attributes = row.getString("attributes");
        String[] declined = (String[]) row.getArray("declined_gifts").getArray();
        if (charges.equals("[]") && attributes.equals("{}") && declined.length == 0) {
            return CartExtras.NONE;
        }
        return new CartExtras(
                ExtrasJson.readCharges(charges), ExtrasJson.readAttributes(attributes), List.of(declined));
    }

    public static StockRow stock(ResultSet row) throws SQLException {
        return new StockRow(
                key(row), row.getInt("stock_quantity"), row.getInt("reserved_quantity"), row.getLong("version"));
    }

    public static CartItemRow line(ResultSet row, String sku, String name) throws SQLException {
        return new CartItemRow(
                row.getInt("id"),
                key(row),
                row.getLong("product_id"),
                row.getString("category"),
                row.getInt("quantity"),
                row.getLong("price"),
                instant(row, "reserved_since"),
                instant(row, "reserved_until"),
                sku,
                name,
                row.getString("gift_rule"));
    }

    public static ExpiredItemRow expiredLine(ResultSet row, VariantRow variant) throws SQLException {
        return new ExpiredItemRow(
                row.getInt("id"),
                key(row),
                row.getInt("quantity"),
                instant(row, "reserved_until"),
                variant.sku(),
                variant.name());
    }

    public static VariantRow variant(ResultSet row) throws SQLException {
        return new VariantRow(
                row.getLong("id"),
                row.getLong("product_id"),
                row.getString("sku"),
                row.getString("name"),
                row.getLong("price"),
                Currency.getInstance(row.getString("currency")),
                row.getString("category"));
    }

    /** Which counter a row is about. */
    public static StockKey key(ResultSet row) throws SQLException {
        return new StockKey(row.getLong("variant_id"), row.getInt("location_id"));
    }

    /** A time that is there. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A time that is there. */
    public static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A number that may be missing. */
    public static @Nullable Long optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
