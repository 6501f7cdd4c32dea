package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import org.jspecify.annotations.Nullable;

/** An item as rules see it when they decide whether it is one of theirs. */
public interface RuleItem {
    /** The variant. */
    long variantId();

    /** The variant's product. */
    long productId();

    /** The category path of the product, such as {@code apparel/men}; null if it has none. */
    @Nullable
    String category();

    /** The price of a unit before any rule. */
    Money unitPrice();

    /** The code of the rule that gives the item away; null if the buyer chose it. */
    @Nullable
    String giftOf();
}
