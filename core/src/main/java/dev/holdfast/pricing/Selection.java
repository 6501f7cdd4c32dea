package dev.holdfast.pricing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which lines a rule looks at: those whose variant, product or category is named, or all when nothing is.
 *
 * @param products ids of products
 * @param variants ids of variants
 * @param categories paths; each stands for itself and all below it, so {@code apparel} covers {@code apparel/men}
 */
public record Selection(Set<Long> products, Set<Long> variants, Set<String> categories) {
    /** Every line. */
    public static final Selection ALL = new Selection(Set.of(), Set.of(), Set.of());

    /** Copies the sets. */
    public Selection {
        products = Set.copyOf(products);
        variants = Set.copyOf(variants);
        categories = Set.copyOf(categories);
    }

    /** Whether it names nothing. */
    public boolean isAll() {
        return products.isEmpty() && variants.isEmpty() && categories.isEmpty();
    }

    /** Whether a line is selected. */
    public boolean selects(QuoteLine line) {
        return isAll()
                || !variants.isEmpty() && variants.contains(line.variantId())
                || !products.isEmpty() && products.contains(line.productId())
                || !categories.isEmpty() && line.category() != null && covers(line.category());
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
    static @Nullable String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? null : path.substring(0, slash);
    }
}
