package dev.holdfast.cli.products;

import java.util.List;
import java.util.stream.Stream;

/** The fields of a file, with the names of their columns in each layout. */
enum Field {
    HANDLE("handle", "Handle", "URL handle"),
    NAME("name", "Title"),
    DESCRIPTION("description", "Body (HTML)", "Description"),
    CATEGORY("category", "Product Category"),
    TYPE("", "Type"),
    BASE_PRICE("base_price"),
    CURRENCY("currency"),
    STATUS("status", "Status"),
    PUBLISHED("", "Published", "Published on online store"),
    SKU("sku", "Variant SKU", "SKU"),
    VARIANT_NAME("variant_name"),
    PRICE("price", "Variant Price", "Price"),
    STOCK_QUANTITY("stock_quantity", "Variant Inventory Qty", "Inventory quantity"),
    INVENTORY_TRACKER("", "Variant Inventory Tracker", "Inventory tracker"),
    INVENTORY_POLICY("", "Variant Inventory Policy", "Continue selling when out of stock"),
    ATTRIBUTES("attributes"),
    MIN_PRICE("min_price"),
    METADATA("metadata"),
    VARIANT_METADATA("variant_metadata"),
    MIN_QUANTITY("min_quantity"),
    MAX_QUANTITY("max_quantity"),
    QUANTITY_STEP("quantity_step"),
    MAX_PER_USER("max_per_user"),
    MAX_PER_USER_DAYS("max_per_user_days"),
    RESERVATION_SECONDS("reservation_seconds"),
    COMPONENTS("components"),
    SAFETY_STOCK("safety_stock"),
    BACKORDER_LIMIT("backorder_limit"),
    PREORDER_LIMIT("preorder_limit"),
    PREORDER_AVAILABLE_AT("preorder_available_at"),
    TRACKED("tracked"),
    REORDER_POINT("reorder_point"),
    OPTION1_NAME("", "Option1 Name"),
    OPTION1_VALUE("", "Option1 Value"),
    OPTION2_NAME("", "Option2 Name"),
    OPTION2_VALUE("", "Option2 Value"),
    OPTION3_NAME("", "Option3 Name"),
    OPTION3_VALUE("", "Option3 Value"),
    LOCATION(List.of("Location")),
    INCOMING(List.of("Incoming (not editable)", "Incoming")),
    UNAVAILABLE(List.of("Unavailable (not editable)", "Unavailable")),
    COMMITTED(List.of("Committed (not editable)", "Committed")),
    AVAILABLE(List.of("Available (not editable)", "Available")),
    ON_HAND(List.of("On hand (current)", "On hand")),
    ON_HAND_NEW(List.of("On hand (new)"));

    /** The fields of a stock level, which a file can have for several locations. */
    static final List<Field> OF_STOCK = List.of(
            STOCK_QUANTITY,
            SAFETY_STOCK,
            BACKORDER_LIMIT,
            PREORDER_LIMIT,
            PREORDER_AVAILABLE_AT,
            TRACKED,
            REORDER_POINT);

    private final String own;
    private final String shopify;
    private final String newerShopify;

    // What List.of returns never changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> inventory;

    Field(List<String> inventory) {
        this("", "", "", inventory);
    }

    Field(String own) {
        this(own, "", "", List.of());
    }

    Field(String own, String shopify) {
        this(own, shopify, "", List.of());
    }

    Field(String own, String shopify, String newerShopify) {
        this(own, shopify, newerShopify, List.of());
    }

    Field(String own, String shopify, String newerShopify, List<String> inventory) {
        this.own = own;
        this.shopify = shopify;
        this.newerShopify = newerShopify;
        this.inventory = inventory;
    }

    /** The names that its column can have, the usual one first; empty if the layout has no such column. */
    List<String> names(Layout layout) {
        Stream<String> names = switch (layout) {
            case HOLDFAST -> Stream.of(own);
            case SHOPIFY -> Stream.of(shopify, newerShopify);
            case SHOPIFY_INVENTORY -> inInventory();
        };
        return names.filter(name -> !name.isEmpty()).toList();
    }

    private Stream<String> inInventory() {
        return switch (this) {
            case HANDLE, NAME -> Stream.of(shopify);
            case SKU -> Stream.of(newerShopify);
            default -> name().startsWith("OPTION") ? Stream.of(shopify) : inventory.stream();
        };
    }
}
