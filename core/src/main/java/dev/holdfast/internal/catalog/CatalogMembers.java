package dev.holdfast.internal.catalog;

import dev.holdfast.Money;
import dev.holdfast.internal.stock.LimitsRow;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products and variants as members for the audit log, in the words of the HTTP API. */
public final class CatalogMembers {
    private CatalogMembers() {}

    /** The members of a product. */
    public static Map<String, @Nullable Object> of(ProductState product) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("handle", product.handle());
        members.put("name", product.name());
        members.put("description", product.description());
        members.put("base_price", product.basePrice().toDecimal().toPlainString());
        members.put("currency", product.basePrice().currency().getCurrencyCode());
        members.put("category", product.category());
        members.put("status", product.status());
        members.put("metadata", product.metadata());
        return members;
    }

    /**
     * The members of a variant, without its product.
     *
     * @param currency of its product
     */
    public static Map<String, @Nullable Object> of(VariantState variant, Currency currency) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("sku", variant.sku());
        members.put("name", variant.name());
        members.put("price", amount(variant.price(), currency));
        members.put("min_price", amount(variant.minPrice(), currency));
        members.put("attributes", variant.attributes());
        members.put("metadata", variant.metadata());
        LimitsRow limits = variant.limits();
        members.put("min_quantity", limits.minQuantity());
        members.put("max_quantity", limits.maxQuantity());
        members.put("quantity_step", limits.quantityStep());
        members.put("max_per_user", limits.maxPerUser());
        members.put("max_per_user_days", limits.maxPerUserDays());
        members.put("reservation_seconds", limits.reservationSeconds());
        return members;
    }

    /** The members of a variant that is new, with its product. */
    public static Map<String, @Nullable Object> ofNew(VariantState variant, long productId, Currency currency) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("product_id", productId);
        members.putAll(of(variant, currency));
        return members;
    }

    private static @Nullable String amount(@Nullable Long minor, Currency currency) {
        return minor == null ? null : new Money(minor, currency).toDecimal().toPlainString();
    }
}
