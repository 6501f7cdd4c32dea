package dev.holdfast.cart;

import dev.holdfast.NotFoundException;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.cart.UserHolds;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.book.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cart that is locked and open, and what can be done to its lines. */
record OpenCart(WorkingSet shop, LockedCart row, Settings settings, RuleBook book) {

    /**
     * A cart that will be priced again. The book that shows it is asked for here, before anything is written: were it
     * missing after the commit, a caller would hear of a failure where there was none.
     */
    static OpenCart of(WorkingSet shop, long cartId, Settings settings) {
        LockedCart row = open(shop, cartId);
        return new OpenCart(shop, row, settings, shop.book(shop.bookToken()));
    }

    /** A cart whose price stays as it is. */
    static OpenCart asPriced(WorkingSet shop, long cartId, Settings settings) {
        LockedCart row = open(shop, cartId);
        return new OpenCart(shop, row, settings, shop.book(row.columns().bookToken()));
    }

    // Throws if there is no such cart, or it is closed.
    private static LockedCart open(WorkingSet shop, long cartId) {
        LockedCart row = shop.cart(cartId);
        CartStatus status = CartStatus.of(row.columns().status());
        if (status != CartStatus.OPEN) {
            throw new CartClosedException(cartId, status, row.columns().orderId());
        }
        return row;
    }

    /** Adds the units that setting a variant's quantity takes beyond those that the cart holds. */
    static void demand(WorkingSet shop, long cartId, StockKey key, int quantity, Demand demand) {
        LockedCart cart = shop.cartIfLoaded(cartId);
        if (cart != null) {
            CartItemRow line = cart.lineOf(key);
            demand.add(key, quantity - (line == null || line.isExpired(shop.now()) ? 0 : line.quantity()));
        }
    }

    /** Adds the user of a cart. */
    static void user(WorkingSet shop, long cartId, Set<String> users) {
        LockedCart cart = shop.cartIfLoaded(cartId);
        String user = cart == null ? null : cart.columns().userId();
        if (user != null) {
            users.add(user);
        }
    }

    /** The same for the variant of a line. */
    static void demandOfItem(WorkingSet shop, long cartId, int itemId, int quantity, Demand demand) {
        LockedCart cart = shop.cartIfLoaded(cartId);
        StockKey key = cart == null ? null : keyOf(cart, itemId);
        if (key != null) {
            demand(shop, cartId, key, quantity, demand);
        }
    }

    /** The variant of a line, held or expired. Throws if the cart has no such line. */
    StockKey keyOf(int itemId) {
        StockKey key = keyOf(row, itemId);
        CartItemRow line = row.lines().get(itemId);
        // A gift that has expired is shown to nobody.
        boolean gone = line != null && line.isGift() && line.isExpired(shop.now());
        if (key == null || gone) {
            throw new NotFoundException("item", "item_id", itemId);
        }
        return key;
    }

    private static @Nullable StockKey keyOf(LockedCart cart, int itemId) {
        CartItemRow line = cart.lines().get(itemId);
        if (line != null) {
            return line.key();
        }
        ExpiredItemRow expired = cart.expired().get(itemId);
        return expired == null ? null : expired.key();
    }

    /** The rule whose gift a line is; null when it is none. */
    @Nullable
    String giftRuleOf(int itemId) {
        CartItemRow line = row.lines().get(itemId);
        return line == null ? null : line.giftRule();
    }

    /** What setting a quantity came to. */
    record Held(int itemId, boolean created) {}

    /**
     * Makes the cart hold so many units of a variant, and renews the line. A line that is held keeps its price; one
     * that is new, or whose reservation had ended, takes today's.
     */
    Held hold(StockKey key, int quantity) {
        VariantRow variant = shop.variant(key.variantId());
        CartHead cart = row.columns();
        if (!variant.currency().equals(cart.currency())) {
            throw new CurrencyMismatchException(cart.id(), cart.currency(), variant.id(), variant.currency());
        }
        CartItemRow line = row.lineOf(key);
        CartItemRow held = line != null && !line.isExpired(shop.now()) ? line : null;
        if (line == null
                && row.expiredOf(key) == null
                && size() >= settings.holds().itemsPerCart()) {
            throw new CartFullException(cart.id(), settings.holds().itemsPerCart());
        }
        StockRow stock = shop.stock(key);
        int wanted = quantity - (held == null ? 0 : held.quantity());
        requireWithinCeilings(cart.userId(), wanted, held == null ? 1 : 0);
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

    /** Throws if what the cart holds would be too much for another user. */
    void requireRoomFor(String userId) {
        UserHolds.Held held = row.held(shop.now());
        if (held.lines() > 0) {
            requireUserWithin(userId, (int) held.units(), (int) held.lines());
        }
    }

    // To hold less, or as much for longer, is always allowed, also when a ceiling was lowered meanwhile.
    private void requireWithinCeilings(@Nullable String userId, int moreUnits, int moreLines) {
        if (moreUnits <= 0) {
            return;
        }
        long units = row.held(shop.now()).units();
        int most = settings.holds().unitsPerCart();
        if (units + moreUnits > most) {
            throw ReservationLimitException.unitsOfCart(row.id(), units, moreUnits, most);
        }
        if (userId != null) {
            requireUserWithin(userId, moreUnits, moreLines);
        }
    }

    private void requireUserWithin(String userId, int moreUnits, int moreLines) {
        HoldLimits ceilings = settings.holds();
        if (!ceilings.ofUsers()) {
            return;
        }
        UserHolds.Held held = shop.held(userId);
        Integer units = ceilings.unitsPerUser();
        if (units != null && held.units() + moreUnits > units) {
            throw ReservationLimitException.ofUser(row.id(), userId, "units", held.units(), moreUnits, units);
        }
        Integer lines = ceilings.itemsPerUser();
        if (lines != null && moreLines > 0 && held.lines() + moreLines > lines) {
            throw ReservationLimitException.ofUser(row.id(), userId, "items", held.lines(), moreLines, lines);
        }
    }

    /** Lets go of a line, held or expired. */
    void remove(int itemId) {
        CartItemRow line = row.lines().get(itemId);
        if (line != null) {
            letGo(line);
        }
        row.expired().remove(itemId);
    }

    /** Lets go of everything, charges included. */
    void removeAll() {
        for (CartItemRow line : row.lines().values().toArray(CartItemRow[]::new)) {
            letGo(line);
        }
        row.expired().clear();
        shop.promos().release(row);
        row.columns(row.columns().with(row.columns().extras().withCharges(List.of())));
    }

    /** Renews what is held, with the gifts of a plan; promo codes last as long as the lines do by then. */
    void extend(GiftPlan plan) {
        for (Map.Entry<Integer, CartItemRow> entry : row.lines().entrySet()) {
            CartItemRow line = entry.getValue();
            if (!line.isExpired(shop.now())) {
                entry.setValue(line.holding(line.quantity(), until(line.reservedSince(), line.reservedUntil())));
            }
        }
        plan.carryOut();
        shop.promos().renew(row);
    }

    /** The lines that it holds, without gifts. */
    List<CartItemRow> bought() {
        return row.lines().values().stream()
                .filter(line -> !line.isGift() && !line.isExpired(shop.now()))
                .toList();
    }

    /** The same as they will be when so many units of a variant are held. */
    List<CartItemRow> boughtWith(StockKey key, int quantity) {
        VariantRow variant = shop.variant(key.variantId());
        CartItemRow present = row.lineOf(key);
        ExpiredItemRow expired = row.expiredOf(key);
        List<CartItemRow> lines = new ArrayList<>(bought());
        lines.removeIf(line -> line.key().equals(key));
        if (present != null && !present.isExpired(shop.now())) {
            lines.add(present.holding(quantity, present.reservedUntil()));
        } else {
            int next = row.columns().lastItemId() + 1;
            int id = present != null ? present.id() : expired != null ? expired.id() : next;
            lines.add(newLine(id, key, variant, quantity));
        }
        return lines;
    }

    /** The same without a line. */
    List<CartItemRow> boughtWithout(int itemId) {
        return bought().stream().filter(line -> line.id() != itemId).toList();
    }

    /** Becomes what is said, with the gifts that it earns then; lines stay as they are. */
    void become(CartHead after, Gifts gifts) {
        GiftPlan plan = gifts.plan(this, after, bought());
        row.columns(after);
        settle(plan);
    }

    /** Does what is left when all else is written: the gifts, and the promo codes that take something off by then. */
    void settle(GiftPlan plan) {
        plan.carryOut();
        shop.promos().settle(row, book);
    }

    /** The row as its buyer changes it now, priced by what counts now. */
    CartHead priced(CartHead columns) {
        return columns.priced(shop.bookToken(), settings.policy().name(), shop.now());
    }

    /** An id that no line had before. */
    int nextItemId() {
        row.columns(row.columns().withNextItem());
        return row.columns().lastItemId();
    }

    /** Lets go of a line that is there. */
    void letGo(CartItemRow line) {
        if (line.isExpired(shop.now())) {
            shop.expire(row, line);
        } else {
            row.lines().remove(line.id());
            shop.reserve(row, shop.stock(line.key()), -line.quantity());
        }
    }

    private int size() {
        return (int) row.lines().values().stream()
                        .filter(line -> !line.isGift())
                        .count()
                + row.expired().size();
    }

    // A line keeps its id through expiry: whoever knows the line by it finds it again.
    private int idFor(StockKey key) {
        ExpiredItemRow expired = row.expiredOf(key);
        if (expired != null) {
            row.expired().remove(expired.id());
            return expired.id();
        }
        return nextItemId();
    }

    private CartItemRow newLine(int itemId, StockKey key, VariantRow variant, int quantity) {
        Instant now = shop.now();
        return new CartItemRow(
                itemId,
                key,
                variant.productId(),
                variant.category(),
                quantity,
                variant.price(),
                now,
                now.plus(settings.holds().reservationTime()),
                variant.sku(),
                variant.name(),
                null);
    }

    private Instant until(Instant since, Instant current) {
        Instant renewed = shop.now().plus(settings.holds().reservationTime());
        Instant latest = since.plus(settings.holds().maxReservationAge());
        return Collections.max(List.of(current, renewed.isBefore(latest) ? renewed : latest));
    }
}
