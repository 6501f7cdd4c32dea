package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The items that a rule looks at: those whose variant, product or category is named, or all items if nothing is named;
 * out of these, only those within the price range that are not excluded.
 *
 * @param products product ids
 * @param variants variant ids
 * @param categories category paths, each of which includes the categories below it: {@code apparel} covers {@code
 *     apparel/men}
 * @param except items that are excluded, null for none
 * @param minUnitPrice the lowest price of a unit before any rule, null for no bound
 * @param maxUnitPrice the highest price of a unit before any rule, null for no bound
 */
public record Selection(
        Set<Long> products,
        Set<Long> variants,
        Set<String> categories,
        @Nullable Selection except,
        @Nullable Money minUnitPrice,
        @Nullable Money maxUnitPrice) {
    /** All items. */
    public static final Selection ALL = new Selection(Set.of(), Set.of(), Set.of());

    /** Copies the sets. */
    public Selection {
        products = Set.copyOf(products);
        variants = Set.copyOf(variants);
        categories = Set.copyOf(categories);
    }

    /** A selection without exclusions, at any price. */
    public Selection(Set<Long> products, Set<Long> variants, Set<String> categories) {
        this(products, variants, categories, null, null, null);
    }

    /** Whether no product, variant or category is named. */
    public boolean isUnnamed() {
        return products.isEmpty() && variants.isEmpty() && categories.isEmpty();
    }

    /** Whether an item is selected. */
    public boolean selects(RuleItem item) {
        boolean named = isUnnamed()
                || !variants.isEmpty() && variants.contains(item.variantId())
                || !products.isEmpty() && products.contains(item.productId())
                || !categories.isEmpty() && item.category() != null && covers(item.category());
        return named
                && (except == null || !except.selects(item))
                && (minUnitPrice == null || compare(item.unitPrice(), minUnitPrice) >= 0)
                && (maxUnitPrice == null || compare(item.unitPrice(), maxUnitPrice) <= 0);
    }

    // A bound in another currency is ignored: the rule does not apply to that cart, and the explanation should say so.
    private static int compare(Money price, Money bound) {
        return price.currency().equals(bound.currency()) ? price.compareTo(bound) : 0;
    }

    Stream<Money> amounts() {
        Stream<Money> own = Stream.of(minUnitPrice, maxUnitPrice).filter(Objects::nonNull);
        return except == null ? own : Stream.concat(own, except.amounts());
    }

    private boolean covers(String category) {
        for (String path = category; path != null; path = parent(path)) {
            if (categories.contains(path)) {
                return true;
            }
        }
        return false;
    }

    /** The path of the category above, null for a top-level category. */
    public static @Nullable String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? null : path.substring(0, slash);
    }
}
