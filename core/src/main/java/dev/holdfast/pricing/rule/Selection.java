package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.QuoteItem;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which lines a rule looks at: those whose variant, product or category is named, or all when nothing is; of these only
 * those within the range of prices, and none of the exceptions.
 *
 * @param products ids of products
 * @param variants ids of variants
 * @param categories paths; each stands for itself and all below it, so {@code apparel} covers {@code apparel/men}
 * @param except what is not selected after all, null for nothing
 * @param minUnitPrice what a unit costs at least before any rule, null for no bound
 * @param maxUnitPrice what a unit costs at most before any rule, null for no bound
 */
public record Selection(
        Set<Long> products,
        Set<Long> variants,
        Set<String> categories,
        @Nullable Selection except,
        @Nullable Money minUnitPrice,
        @Nullable Money maxUnitPrice) {
    /** Every line. */
    public static final Selection ALL = new Selection(Set.of(), Set.of(), Set.of());

    /** Copies the sets. */
    public Selection {
        products = Set.copyOf(products);
        variants = Set.copyOf(variants);
        categories = Set.copyOf(categories);
    }

    /** Without exceptions and at any price. */
    public Selection(Set<Long> products, Set<Long> variants, Set<String> categories) {
        this(products, variants, categories, null, null, null);
    }

    /** Whether it names neither products nor variants nor categories. */
    public boolean isUnnamed() {
        return products.isEmpty() && variants.isEmpty() && categories.isEmpty();
    }

    /** Whether a line is selected. */
    public boolean selects(QuoteItem item) {
        boolean named = isUnnamed()
                || !variants.isEmpty() && variants.contains(item.variantId())
                || !products.isEmpty() && products.contains(item.productId())
                || !categories.isEmpty() && item.category() != null && covers(item.category());
        return named
                && (except == null || !except.selects(item))
                && (minUnitPrice == null || compare(item.unitPrice(), minUnitPrice) >= 0)
                && (maxUnitPrice == null || compare(item.unitPrice(), maxUnitPrice) <= 0);
    }

    // A bound in another currency is none: the rule does not apply to such a cart, and is to say so.
    private static int compare(Money price, Money bound) {
        return price.currency().equals(bound.currency()) ? price.compareTo(bound) : 0;
    }

    public Stream<Money> amounts() {
        return Stream.of(minUnitPrice, maxUnitPrice).filter(Objects::nonNull);
    }

    private boolean covers(String category) {
        for (String path = category; path != null; path = parent(path)) {
            if (categories.contains(path)) {
                return true;
            }
        }
        return false;
    }

    /** The category above, null for one at the top. */
    public static @Nullable String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? null : path.substring(0, slash);
    }
}
