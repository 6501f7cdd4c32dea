package dev.holdfast;

/**
 * An anonymous cart would hold more than such carts can: of one variant, of the stock of a variant together with the
 * others, or in more carts of its origin. Existing holds are not affected. A cart whose user is known is not limited.
 */
public final class AnonymousLimitException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private AnonymousLimitException(String message, Object... facts) {
        super("anonymous_limit", message, null, facts);
    }

    /**
     * For Holdfast's own services: a cart would hold too many units of a variant.
     *
     * @param requested how many it would hold
     * @param limit the most that it can hold
     */
    public static AnonymousLimitException ofItem(long cartId, long variantId, int requested, int limit) {
        return new AnonymousLimitException(
                "anonymous cart " + cartId + " cannot hold " + requested + " units of variant " + variantId
                        + ": the limit is " + limit,
                "cart_id",
                cartId,
                "counted",
                "units",
                "variant_id",
                variantId,
                "requested",
                requested,
                "limit",
                limit);
    }

    /**
     * For Holdfast's own services: all anonymous carts together would hold too much of a variant's stock.
     *
     * @param requested how many units the cart would hold
     * @param available how many it can hold now
     */
    public static AnonymousLimitException ofStock(long cartId, long variantId, int requested, long available) {
        return new AnonymousLimitException(
                "anonymous cart " + cartId + " cannot hold " + requested + " units of variant " + variantId
                        + ", because anonymous carts hold their share of its stock: it can hold " + available + " now",
                "cart_id",
                cartId,
                "counted",
                "share",
                "variant_id",
                variantId,
                "requested",
                requested,
                "available",
                available);
    }

    /**
     * For Holdfast's own services: too many anonymous carts of an origin would hold something.
     *
     * @param held how many others do
     * @param limit the most that can
     */
    public static AnonymousLimitException ofOrigin(long cartId, long held, int limit) {
        return new AnonymousLimitException(
                "anonymous cart " + cartId + " cannot hold anything, because " + held
                        + " others from the same place do: the limit is " + limit,
                "cart_id",
                cartId,
                "counted",
                "carts",
                "held",
                held,
                "limit",
                limit);
    }
}
