package dev.holdfast.catalog;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.internal.catalog.MinimumPrice;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Validates the fields of products and variants. */
final class CatalogChecks {
    // Lower-case letters, or letters of a script that has no cases.
    private static final String LETTERS = "\\p{Ll}\\p{Lm}\\p{Lo}\\p{N}";
    private static final String STEP = "[" + LETTERS + "][" + LETTERS + "\\p{M}_-]*";
    private static final String HANDLE = "[" + LETTERS + "_][" + LETTERS + "\\p{M}_-]*";
    private static final String PATH = STEP + "(/" + STEP + ")*";
    private static final String NO_WORD = "[^" + LETTERS + "\\p{M}_]+";

    // A dash, and the digits of the largest id.
    private static final int ROOM_FOR_ID = 20;

    private CatalogChecks() {}

    static void name(Validation checks, @Nullable String name) {
        checks.text("/name", name, Limits.NAME);
    }

    static void sku(Validation checks, @Nullable String sku) {
        checks.text("/sku", sku, Limits.SKU);
    }

    static void description(Validation checks, @Nullable String description) {
        checks.optionalText("/description", description, Limits.DESCRIPTION);
    }

    static void handle(Validation checks, @Nullable String handle) {
        int before = checks.count();
        checks.text("/handle", handle, Limits.NAME);
        if (handle != null && checks.count() == before && !handle.matches(HANDLE)) {
            String like = slug(handle);
            checks.fail(
                    "/handle",
                    Validation.shown(handle)
                            + " is not a handle: lower-case letters of any script, digits, dashes and underscores,"
                            + " not starting with a dash" + (like.isEmpty() ? "" : ", such as " + like));
        }
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll(NO_WORD, "-").replaceAll("^-+|-+$", "");
    }

    static void category(Validation checks, @Nullable String category) {
        checks.that(
                category == null || (category.length() <= Limits.CATEGORY && category.matches(PATH)),
                "/category",
                (category == null ? "" : Validation.shown(category)) + " is not a path such as apparel/men/shirts");
    }

    static void status(Validation checks, @Nullable String status) {
        if (status == null) {
            checks.fail("/status", "is missing");
        }
    }

    /** The word of a status; null for none. */
    static @Nullable String word(@Nullable ProductStatus status) {
        return status == null ? null : status.word();
    }

    static void price(Validation checks, String pointer, @Nullable Money price) {
        if (price == null) {
            checks.fail(pointer, "is missing");
        } else {
            checks.that(
                    price.minor() >= 0 && price.minor() <= Limits.AMOUNT,
                    pointer,
                    price.toDecimal().toPlainString() + " is not between 0 and "
                            + new Money(Limits.AMOUNT, price.currency())
                                    .toDecimal()
                                    .toPlainString());
        }
    }

    /** Checks a minimum price by itself. */
    static void minPrice(Validation checks, @Nullable Money minPrice, Currency currency) {
        if (minPrice != null) {
            price(checks, "/min_price", minPrice);
            sameCurrency(checks, "/min_price", minPrice, currency);
        }
    }

    /**
     * Checks that a price is not below a minimum price, once each of them is checked by itself.
     *
     * @param given whether it is the minimum price that the caller sets, and not the price
     */
    static void notBelow(Validation checks, Money price, @Nullable Money minPrice, boolean given) {
        if (minPrice != null && minPrice.currency().equals(price.currency()) && minPrice.compareTo(price) > 0) {
            checks.fail(
                    given ? "/min_price" : "/price",
                    given
                            ? minPrice + " is above the price, " + price
                            : price + " is below the minimum price, " + minPrice);
        }
    }

    /** Adds that a product's price is below the minimum price of a variant that has it. */
    static void belowMinimum(Validation checks, Money basePrice, MinimumPrice highest) {
        checks.fail(
                "/base_price",
                basePrice + " is below the minimum price of variant " + Validation.shown(highest.sku()) + ", "
                        + new Money(highest.minPrice(), basePrice.currency()));
    }

    static void sameCurrency(Validation checks, String pointer, @Nullable Money price, Currency currency) {
        if (price != null) {
            checks.that(
                    price.currency().equals(currency),
                    pointer,
                    price + " is not in " + currency + ", as the product is");
        }
    }

    static void attributes(Validation checks, @Nullable Map<String, Object> attributes) {
        if (attributes == null) {
            checks.fail("/attributes", "is missing");
            return;
        }
        checks.that(
                attributes.size() <= Limits.ATTRIBUTES,
                "/attributes",
                "has " + attributes.size() + " entries, more than " + Limits.ATTRIBUTES);
        attributes.forEach((name, value) -> {
            checks.text("/attributes", name, Limits.WORD);
            String pointer = "/attributes/" + name.replace("~", "~0").replace("/", "~1");
            if (value instanceof String text) {
                checks.optionalText(pointer, text, Limits.ATTRIBUTE_TEXT);
            } else if (value instanceof BigDecimal number) {
                // The database can store these; a number with more digits should be text.
                checks.that(
                        number.precision() <= 100 && Math.abs((long) number.scale()) <= 100,
                        pointer,
                        "has too many digits");
            } else if (value instanceof BigInteger number) {
                checks.that(number.bitLength() <= 256, pointer, "has too many digits");
            } else if (value instanceof Double number) {
                checks.that(Double.isFinite(number), pointer, number + " is not a number");
            } else {
                checks.that(
                        value instanceof Boolean || value instanceof Integer || value instanceof Long,
                        pointer,
                        "must be a string, a number or a boolean");
            }
        });
    }

    /** Checks limits, each by itself and beside the others. */
    static void limits(Validation checks, VariantLimits limits) {
        int before = checks.count();
        Integer min = limits.minQuantity();
        Integer max = limits.maxQuantity();
        quantity(checks, "/min_quantity", min);
        quantity(checks, "/max_quantity", max);
        quantity(checks, "/quantity_step", limits.quantityStep());
        quantity(checks, "/max_per_user/quantity", limits.maxPerUser());
        Integer days = limits.maxPerUserDays();
        if (days != null) {
            checks.between("/max_per_user/days", days, 1, Limits.DAYS);
            checks.that(limits.maxPerUser() != null, "/max_per_user/days", "is without a limit for each user");
        }
        InputChecks.reservationTime(checks, limits.reservationTime());
        if (checks.count() > before) {
            return;
        }
        if (min != null && max != null && min > max) {
            checks.fail("/min_quantity", min + " is more than the maximum quantity, " + max);
        }
        multiple(checks, "/min_quantity", min, limits.quantityStep());
        multiple(checks, "/max_quantity", max, limits.quantityStep());
    }

    private static void quantity(Validation checks, String pointer, @Nullable Integer quantity) {
        if (quantity != null) {
            checks.between(pointer, quantity, 1, Limits.QUANTITY);
        }
    }

    private static void multiple(
            Validation checks, String pointer, @Nullable Integer quantity, @Nullable Integer step) {
        if (quantity != null && step != null && quantity % step != 0) {
            checks.fail(pointer, quantity + " is not a multiple of the quantity step, " + step);
        }
    }

    static void filter(Validation checks, ProductFilter filter) {
        InputChecks.filterValues(checks, "/ids", filter.ids());
        InputChecks.filter(checks, "/handle", filter.handle());
        InputChecks.filter(checks, "/category", filter.category());
        InputChecks.filter(checks, "/q", filter.query());
        InputChecks.filterAttributes(checks, filter.attributes());
    }

    static void filter(Validation checks, VariantFilter filter) {
        InputChecks.filterValues(checks, "/ids", filter.ids());
        InputChecks.filterValues(checks, "/product_id", filter.productIds());
        InputChecks.filterValues(checks, "/sku", filter.skus());
        filter.skus().forEach(sku -> InputChecks.filter(checks, "/sku", sku));
        InputChecks.filter(checks, "/q", filter.query());
        InputChecks.filterAttributes(checks, filter.attributes());
    }

    /** Derives a handle from a name: anything but ASCII letters and digits becomes a dash. Leaves room for an id. */
    static String handleFrom(String name) {
        String plain = java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String cut = plain.substring(0, Math.min(plain.length(), Limits.NAME - ROOM_FOR_ID))
                .replaceAll("-$", "");
        return cut.isEmpty() ? "product" : cut;
    }
}
