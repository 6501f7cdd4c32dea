package dev.holdfast.cart;

import dev.holdfast.NotFoundException;
import dev.holdfast.internal.CartRow;
import dev.holdfast.internal.Demand;
import dev.holdfast.internal.ExpiredLine;
import dev.holdfast.internal.Line;
import dev.holdfast.internal.Settings;
import dev.holdfast.internal.Shop;
import dev.holdfast.internal.StockKey;
import dev.holdfast.internal.StockRow;
import dev.holdfast.internal.VariantRow;
import dev.holdfast.pricing.RuleBook;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cart that is locked and open, and what can be done to its lines. */
record OpenCart(Shop shop, CartRow row, Settings settings, RuleBook book) {

    /**
     * A cart that will be priced again. The book that shows it is asked for here, before anything is written: were it
     * missing after the commit, a caller would hear of a failure where there was none.
     */
    static OpenCart of(Shop shop, long cartId, Settings settings) {
        CartRow row = open(shop, cartId);
        return new OpenCart(shop, row, settings, shop.book(shop.bookToken()));
    }

    /** A cart whose price stays as it is. */
    static OpenCart asPriced(Shop shop, long cartId, Settings settings) {
        CartRow row = open(shop, cartId);
        return new OpenCart(shop, row, settings, shop.book(row.columns().bookToken()));
    }

    // Throws if there is no such cart, or it is closed.
    private static CartRow open(Shop shop, long cartId) {
        CartRow row = shop.cart(cartId);
        CartStatus status = CartStatus.of(row.columns().status());
        if (status != CartStatus.OPEN) {
            throw new CartClosedException(cartId, status, row.columns().orderId());
        }
        return row;
    }

    /** Adds the units that setting a variant's quantity takes beyond those that the cart holds. */
    static void demand(Shop shop, long cartId, StockKey key, int quantity, Demand demand) {
        CartRow cart = shop.cartIfLoaded(cartId);
        if (cart != null) {
            Line line = cart.lineOf(key);
            demand.add(key, quantity - (line == null || line.isExpired(shop.now()) ? 0 : line.quantity()));
        }
    }

    /** The same for the variant of a line. */
    static void demandOfItem(Shop shop, long cartId, int itemId, int quantity, Demand demand) {
        CartRow cart = shop.cartIfLoaded(cartId);
        StockKey key = cart == null ? null : keyOf(cart, itemId);
        if (key != null) {
            demand(shop, cartId, key, quantity, demand);
        }
    }

    /** The variant of a line, held or expired. Throws if the cart has no such line. */
    StockKey keyOf(int itemId) {
        StockKey key = keyOf(row, itemId);
        if (key == null) {
            throw new NotFoundException("item", "item_id", itemId);
        }
        return key;
    }

    private static @Nullable StockKey keyOf(CartRow cart, int itemId) {
        Line line = cart.lines().get(itemId);
        if (line != null) {
            return line.key();
        }
        ExpiredLine expired = cart.expired().get(itemId);
        return expired == null ? null : expired.key();
    }

    /** What setting a quantity came to. */
    record Held(int itemId, boolean created) {}

    /**
     * Makes the cart hold so many units of a variant, and renews the line. A line that is held keeps its price; one
     * that is new, or whose reservation had ended, takes today's.
     */
    Held hold(StockKey key, int quantity) {
        VariantRow variant = shop.variant(key.variantId());
        CartRow.Columns cart = row.columns();
        if (!variant.currency().equals(cart.currency())) {
            throw new CurrencyMismatchException(cart.id(), cart.currency(), variant.id(), variant.currency());
        }
        Line line = row.lineOf(key);
        Line held = line != null && !line.isExpired(shop.now()) ? line : null;
        if (line == null && row.expiredOf(key) == null && size() >= settings.maxItemsPerCart()) {
            throw new CartFullException(cart.id(), settings.maxItemsPerCart());
        }
        StockRow stock = shop.stock(key);
        int wanted = quantity - (held == null ? 0 : held.quantity());
        shop.requireAvailable(stock, wanted, quantity);
        // From here on everything is written.
        if (line != null && held == null) {
            shop.expire(row, line);
        }
        shop.makeFree(stock, wanted);
        shop.reserve(row, stock, wanted);
        if (held != null) {
            row.lines().put(held.id(), held.holding(quantity, until(held.reservedSince(), held.reservedUntil())));
            return new Held(held.id(), false);
        }
        int itemId = idFor(key);
        row.lines().put(itemId, newLine(itemId, key, variant, quantity));
        return new Held(itemId, true);
    }

    /** Lets go of a line, held or expired. */
    void remove(int itemId) {
        Line line = row.lines().get(itemId);
        if (line != null) {
            letGo(line);
        }
        row.expired().remove(itemId);
    }

    /** Lets go of everything, charges included. */
    void removeAll() {
        for (Line line : row.lines().values().toArray(Line[]::new)) {
            letGo(line);
        }
        row.expired().clear();
        shop.promos().release(row);
        row.columns(row.columns().with(row.columns().extras().withCharges(List.of())));
    }

    /** Renews what is held. */
    void extend() {
        for (Map.Entry<Integer, Line> entry : row.lines().entrySet()) {
            Line line = entry.getValue();
            if (!line.isExpired(shop.now())) {
                entry.setValue(line.holding(line.quantity(), until(line.reservedSince(), line.reservedUntil())));
            }
        }
        shop.promos().renew(row);
    }

    /** Notes that its buyer changed it, prices it by what counts now, and takes hold of the promo codes for that. */
    void priceAgain() {
        row.columns(row.columns().priced(shop, settings.policy().name()));
        shop.promos().settle(row, book);
    }

    private void letGo(Line line) {
        if (line.isExpired(shop.now())) {
            shop.expire(row, line);
        } else {
            row.lines().remove(line.id());
            shop.reserve(row, shop.stock(line.key()), -line.quantity());
        }
    }

    private int size() {
        return row.lines().size() + row.expired().size();
    }

    // A line keeps its id through expiry: whoever knows the line by it finds it again.
    private int idFor(StockKey key) {
        ExpiredLine expired = row.expiredOf(key);
        if (expired != null) {
            row.expired().remove(expired.id());
            return expired.id();
        }
        row.columns(row.columns().withNextItem());
        return row.columns().lastItemId();
    }

    private Line newLine(int itemId, StockKey key, VariantRow variant, int quantity) {
        Instant now = shop.now();
        return new Line(
                itemId,
                key,
                variant.productId(),
                variant.category(),
                quantity,
                variant.price(),
                now,
                now.plus(settings.reservationTime()),
                variant.sku(),
                variant.name(),
                null);
    }

    private Instant until(Instant since, Instant current) {
        Instant renewed = shop.now().plus(settings.reservationTime());
        Instant latest = since.plus(settings.maxReservationAge());
        return Collections.max(List.of(current, renewed.isBefore(latest) ? renewed : latest));
    }
}
