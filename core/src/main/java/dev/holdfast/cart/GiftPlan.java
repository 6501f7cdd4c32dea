package dev.holdfast.cart;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.quote.GiftOffer;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.QuotedItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of the gifts of a cart: which it shall hold, and which lines of gifts go. Not thread-safe. */
final class GiftPlan {
    private final OpenCart cart;
    private final CartSnapshot paper;
    private final List<String> declined;
    private final List<Gift> gifts = new ArrayList<>();
    private final List<CartItemRow> gone = new ArrayList<>();

    /** Without gifts so far; {@code paper} is the cart as it will be, without them. */
    GiftPlan(OpenCart cart, CartSnapshot paper, List<String> declined) {
        this.cart = cart;
        this.paper = paper;
        this.declined = declined;
    }

    /**
     * A gift that is due.
     *
     * @param line the line that holds it so far; null when there is none, or it has expired
     */
    record Gift(GiftOffer offer, @Nullable CartItemRow line) {
        StockKey key() {
            return StockKey.of(offer.variantId());
        }

        int held() {
            return line == null ? 0 : line.quantity();
        }

        /** Whether it is held as it is due, so that no stock has to move. */
        boolean isSettled() {
            return held() == offer.quantity();
        }

        Gift asHeld() {
            return new Gift(new GiftOffer(offer.rule(), offer.variantId(), held()), line);
        }

        /** The line as it would be if all units can be had. */
        CartItemRow onPaper(WorkingSet shop, int id) {
            if (line != null) {
                return line.holding(offer.quantity(), line.reservedUntil());
            }
            VariantRow variant = shop.variant(offer.variantId());
            return CartItemRow.gift(id, key(), variant, offer.quantity(), shop.now(), shop.now(), offer.rule());
        }
    }

    void add(Gift gift) {
        gifts.add(gift);
    }

    Stream<Gift> gifts() {
        return gifts.stream();
    }

    void letGo(CartItemRow line) {
        gone.add(line);
    }

    boolean keeps(CartItemRow line) {
        return gifts.stream().anyMatch(gift -> line.equals(gift.line()));
    }

    /**
     * Leaves out what would be charged for in spite of the offer, because its rule has a limit or others shut it out
     * once the gift is there. Each round leaves something out.
     *
     * @param asHeld whether the cart keeps what it holds: then it is only the units to be added that are left out
     */
    void keepWhatIsFree(boolean asHeld) {
        while (!gifts.isEmpty()) {
            List<CartItemRow> lines = new ArrayList<>(paper.lines());
            List<Integer> ids = new ArrayList<>();
            int unused = paper.columns().lastItemId() + 2;
            for (Gift gift : gifts) {
                CartItemRow line = gift.onPaper(cart.shop(), unused++);
                ids.add(line.id());
                lines.add(line);
            }
            if (lines.size() > PriceEngine.MAX_LINES) {
                gifts.remove(gifts.size() - 1);
                continue;
            }
            Set<Integer> charged = new HashSet<>();
            for (QuotedItem quoted : new CartSnapshot(paper.columns(), lines, List.of(), paper.storedCodes())
                    .quote(cart.book())
                    .lines()) {
                if (quoted.line().giftOf() != null && quoted.total().minor() > 0) {
                    charged.add((int) quoted.line().id());
                }
            }
            if (charged.isEmpty()) {
                return;
            }
            for (int i = gifts.size() - 1; i >= 0; i--) {
                Gift gift = gifts.get(i);
                if (!charged.contains(ids.get(i))) {
                    continue;
                }
                if (asHeld && gift.held() > 0 && !gift.isSettled()) {
                    gifts.set(i, gift.asHeld());
                } else {
                    gifts.remove(i);
                }
            }
        }
    }

    /** To be called when the command has written all else. What cannot be had is left out: no gift fails a cart. */
    void carryOut() {
        LockedCart row = cart.row();
        if (!declined.equals(row.columns().extras().declinedGifts())) {
            row.columns(row.columns().with(row.columns().extras().withDeclinedGifts(declined)));
        }
        for (CartItemRow line : gone) {
            // What had expired may have been taken for something else by now.
            if (row.lines().containsKey(line.id())) {
                cart.letGo(line);
            }
        }
        if (!gifts.isEmpty()) {
            // As soon as anything expires, what was earned with it may not be due any more.
            Instant until = cart.bought().stream()
                    .map(CartItemRow::reservedUntil)
                    .min(Instant::compareTo)
                    .orElseThrow();
            gifts.forEach(gift -> carryOut(gift, until));
        }
    }

    private void carryOut(Gift gift, Instant until) {
        WorkingSet shop = cart.shop();
        LockedCart row = cart.row();
        CartItemRow line = gift.line();
        if (line != null && gift.isSettled()) {
            row.lines().put(line.id(), line.holding(line.quantity(), until));
            return;
        }
        StockRow stock = shop.stock(gift.key());
        int more = Math.min(gift.offer().quantity() - gift.held(), shop.reachable(stock));
        shop.makeFree(stock, more);
        shop.reserve(row, stock, more);
        if (line != null) {
            row.lines().put(line.id(), line.holding(line.quantity() + more, until));
        } else if (more > 0) {
            int id = cart.nextItemId();
            VariantRow variant = shop.variant(gift.key().variantId());
            row.lines()
                    .put(
                            id,
                            CartItemRow.gift(
                                    id,
                                    gift.key(),
                                    variant,
                                    more,
                                    shop.now(),
                                    until,
                                    gift.offer().rule()));
        }
    }
}
