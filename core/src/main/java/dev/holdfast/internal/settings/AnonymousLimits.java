package dev.holdfast.internal.settings;

import org.jspecify.annotations.Nullable;

/**
 * How much anonymous carts can hold, which anybody can make.
 *
 * @param unitsPerItem units of an item; null for any number
 * @param share percent of a variant's stock that all anonymous carts hold at once; null for all of it
 * @param carts anonymous carts of one origin that hold something at once; null for any number
 */
public record AnonymousLimits(
        @Nullable Integer unitsPerItem,
        @Nullable Integer share,
        @Nullable Integer carts) {
    /** No limits. */
    public static final AnonymousLimits NONE = new AnonymousLimits(null, null, null);

    private static final int ALL = 100;

    /** The same with another number of units per item. */
    public AnonymousLimits withUnitsPerItem(@Nullable Integer most) {
        return new AnonymousLimits(most, share, carts);
    }

    /** The same with another share. */
    public AnonymousLimits withShare(@Nullable Integer percent) {
        return new AnonymousLimits(unitsPerItem, percent, carts);
    }

    /** The same with another number of carts. */
    public AnonymousLimits withCarts(@Nullable Integer most) {
        return new AnonymousLimits(unitsPerItem, share, most);
    }

    /** Whether it has to be counted what anonymous carts hold. */
    public boolean areCounted() {
        return share != null || carts != null;
    }

    /** The units of a stock that anonymous carts can hold, rounded up, so that a single unit can be bought by anybody. */
    public long shareOf(long stock) {
        return share == null ? Long.MAX_VALUE : (stock * share + ALL - 1) / ALL;
    }
}
