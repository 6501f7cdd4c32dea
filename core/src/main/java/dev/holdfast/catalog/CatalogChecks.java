package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the catalogue takes in. */
final class CatalogChecks {
    private static final int MAX_NAME = 200;
    // A dash, and the digits of the largest id.
    private static final int ROOM_FOR_ID = 20;
    private static final int MAX_SKU = 100;
    private static final int MAX_DESCRIPTION = 10_000;
    private static final int MAX_CATEGORY = 300;
    private static final int MAX_ATTRIBUTES = 50;
    private static final int MAX_ATTRIBUTE = 1_000;

    private CatalogChecks() {}

    static void name(Validation checks, @Nullable String name) {
        checks.text("/name", name, MAX_NAME);
    }

    static void sku(Validation checks, @Nullable String sku) {
        checks.text("/sku", sku, MAX_SKU);
    }

    static void description(Validation checks, @Nullable String description) {
        checks.optionalText("/description", description, MAX_DESCRIPTION);
    }

    static void handle(Validation checks, @Nullable String handle) {
        checks.that(
                handle != null && handle.length() <= MAX_NAME && handle.matches("[a-z0-9]+(-[a-z0-9]+)*"),
                "/handle",
                (handle == null ? "null" : Validation.shown(handle))
                        + " is not made of lower-case letters, digits and single dashes");
    }

    static void category(Validation checks, @Nullable String category) {
        checks.that(
                category == null
                        || (category.length() <= MAX_CATEGORY
                                && category.matches("[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*")),
                "/category",
                (category == null ? "" : Validation.shown(category)) + " is not a path such as apparel/men/shirts");
    }

    static void price(Validation checks, String pointer, @Nullable Money price) {
        if (price == null) {
            checks.fail(pointer, "is missing");
        } else {
            checks.that(
                    price.minor() >= 0 && price.minor() <= InputChecks.MAX_PRICE,
                    pointer,
                    price.toDecimal().toPlainString() + " is not between 0 and "
                            + new Money(InputChecks.MAX_PRICE, price.currency())
                                    .toDecimal()
                                    .toPlainString());
        }
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
                attributes.size() <= MAX_ATTRIBUTES,
                "/attributes",
                "has " + attributes.size() + " entries, more than " + MAX_ATTRIBUTES);
        attributes.forEach((name, value) -> {
            checks.text("/attributes", name, MAX_SKU);
            String pointer = "/attributes/" + name.replace("~", "~0").replace("/", "~1");
            if (value instanceof String text) {
                checks.optionalText(pointer, text, MAX_ATTRIBUTE);
            } else if (value instanceof BigDecimal number) {
                // Within what the database keeps; beyond it a number is text in disguise.
                checks.that(
                        number.precision() <= 100 && Math.abs((long) number.scale()) <= 100,
                        pointer,
                        "is a number of too many digits");
            } else if (value instanceof BigInteger number) {
                checks.that(number.bitLength() <= 256, pointer, "is a number of too many digits");
            } else if (value instanceof Double number) {
                checks.that(Double.isFinite(number), pointer, number + " is not a number");
            } else {
                checks.that(
                        value instanceof Boolean || value instanceof Integer || value instanceof Long,
                        pointer,
                        "is not a text, a number or a boolean");
            }
        });
    }

    /** A handle out of a name: what is neither a letter of ASCII nor a digit becomes a dash. Leaves room for an id. */
    static String handleFrom(String name) {
        String plain = java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String cut = plain.substring(0, Math.min(plain.length(), MAX_NAME - ROOM_FOR_ID))
                .replaceAll("-$", "");
        return cut.isEmpty() ? "product" : cut;
    }
}
