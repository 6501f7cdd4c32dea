package dev.holdfast;

/**
 * The limits of the values that Holdfast accepts. The library checks them; the server, the command line and the HTTP
 * API's contract use the same numbers. Limits that a host can configure are on {@link HoldfastBuilder}.
 */
public final class Limits {
    /** Units of one item, and of most quantities in a pricing rule. */
    public static final int QUANTITY = 100_000;

    /** Components of a kit. */
    public static final int COMPONENTS = 20;

    /** Units of a component in a kit. */
    public static final int UNITS_PER_KIT = 1_000;

    /** Days that the orders of a user can count for, ten years. */
    public static final int DAYS = 3_650;

    /** Seconds of a reservation time, ten years. */
    public static final int RESERVATION_SECONDS = 315_360_000;

    /** Units on hand of one variant, and units of one movement. */
    public static final int STOCK = 1_000_000_000;

    /** The price of one unit, and any other amount that is not a sum, in minor units of its currency. */
    public static final long AMOUNT = 100_000_000_000L;

    /** Items of a quote. */
    public static final int ITEMS_PER_QUOTE = 500;

    /** Items that {@link HoldfastBuilder#maxItemsPerCart} can allow. */
    public static final int ITEMS_PER_CART = 500;

    /** Units that {@link HoldfastBuilder#maxUnitsPerCart} and the limits for users can allow. */
    public static final int UNITS_HELD = 10_000_000;

    /** Charges of a cart or a quote. */
    public static final int CHARGES = 50;

    /** Promo codes of a cart or a quote. */
    public static final int PROMO_CODES = 10;

    /** Promo codes that are added in one call. */
    public static final int PROMO_CODES_ADDED = 100_000;

    /** Characters of a promo code that is stored. */
    public static final int PROMO_CODE_STORED = 64;

    /** Uses that a stored promo code, or one of its users, can have. */
    public static final int PROMO_CODE_USES = 1_000_000_000;

    /** Attributes of a cart or a quote, and of a variant. */
    public static final int ATTRIBUTES = 50;

    /** Characters of an attribute's text value, of a variant. */
    public static final int ATTRIBUTE_TEXT = 1_000;

    /** Bytes of the metadata of one thing, as JSON without white space in UTF-8. */
    public static final int METADATA = 16 * 1024;

    /** Levels of lists and objects in metadata, itself included. */
    public static final int METADATA_DEPTH = 20;

    /** Characters of an e-mail address. */
    public static final int EMAIL = 254;

    /**
     * Characters of an identifier: a user's id or tier, a code, the name or value of a cart's attribute, a name in
     * metadata.
     */
    public static final int WORD = 100;

    /** Characters of a name. */
    public static final int NAME = 200;

    /** Characters of an actor's name. */
    public static final int ACTOR = 200;

    /** Characters of a SKU. */
    public static final int SKU = 100;

    /** Characters of a product's description. */
    public static final int DESCRIPTION = 50_000;

    /** Characters of a product's category. */
    public static final int CATEGORY = 300;

    /** Characters of a reason, a reference or a filter. */
    public static final int TEXT = 500;

    /** Characters of the code of a location. */
    public static final int LOCATION_CODE = 64;

    /** Locations that a put names. */
    public static final int LOCATIONS_PER_PUT = 50;

    /** Characters of a rule's code and group. */
    public static final int RULE_CODE = 64;

    /** Entries of a list in a pricing rule. */
    public static final int RULE_ENTRIES = 1_000;

    /** Entries of a list that says which units and charges a correction of an order is about. */
    public static final int CORRECTION_ENTRIES = 1_000;

    /** Products of one call to {@link dev.holdfast.catalog.Catalog#importProducts}, and their variants. */
    public static final int IMPORT = 10_000;

    /** Entries of a page. */
    public static final int PAGE = 1_000;

    /** Values of a filter that accepts one of several. */
    public static final int FILTER_VALUES = 250;

    /** Attributes of a filter. */
    public static final int FILTER_ATTRIBUTES = 10;

    /** Products of a page that shows them with their variants. */
    public static final int PAGE_WITH_VARIANTS = 100;

    /** Variants that are shown with their product. */
    public static final int VARIANTS_SHOWN = 100;

    /** Characters of an idempotency key. */
    public static final int IDEMPOTENCY_KEY = 255;

    private Limits() {}
}
