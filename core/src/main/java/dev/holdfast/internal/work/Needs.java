package dev.holdfast.internal.work;

import dev.holdfast.internal.stock.StockKey;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a list of commands must have locked and read before it can be decided. */
public final class Needs {
    public record ItemRef(long cartId, int itemId) implements Comparable<ItemRef> {
        @Override
        public int compareTo(ItemRef other) {
            int byCart = Long.compare(cartId, other.cartId);
            return byCart != 0 ? byCart : Integer.compare(itemId, other.itemId);
        }
    }

    public final SortedSet<Long> carts = new TreeSet<>();
    public final SortedSet<Long> wholeCarts = new TreeSet<>();
    public final SortedSet<ItemRef> items = new TreeSet<>();
    public final SortedSet<StockKey> stock = new TreeSet<>();
    public final SortedSet<String> promoCodes = new TreeSet<>();
    public final SortedSet<String> users = new TreeSet<>();
    public int orders;

    /** The cart and its lines. */
    public Needs cart(long cartId) {
        carts.add(cartId);
        return this;
    }

    /** The cart, its lines, and the stock of every line that it holds. */
    public Needs wholeCart(long cartId) {
        wholeCarts.add(cartId);
        return cart(cartId);
    }

    /** The cart, its lines, and the stock and the variant of one line, held or expired. */
    public Needs item(long cartId, int itemId) {
        items.add(new ItemRef(cartId, itemId));
        return cart(cartId);
    }

    /** A variant and its stock. */
    public Needs variant(long variantId) {
        stock.add(StockKey.of(variantId));
        return this;
    }

    /** A promo code beyond those that the carts have; null for none. */
    public Needs promoCode(@Nullable String code) {
        if (code != null) {
            promoCodes.add(code);
        }
        return this;
    }

    /** How many uses of limited promo codes a user has who is not the carts' yet; null for none. */
    public Needs user(@Nullable String userId) {
        if (userId != null) {
            users.add(userId);
        }
        return this;
    }

    /** The id of an order to be placed. */
    public Needs order() {
        orders++;
        return this;
    }
}
