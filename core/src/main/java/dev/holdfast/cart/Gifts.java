package dev.holdfast.cart;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.StockMissing;
import dev.holdfast.pricing.quote.GiftOffer;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The gifts of the cart of one command. They are {@linkplain #plan planned} on paper, for the cart as it will be, before
 * the command writes anything, and {@linkplain GiftPlan#carryOut carried out} when it has.
 *
 * <p>Which stock they need is known only by then, and the stock of a gift would be a hot row if every cart that might
 * earn it locked it. So a plan that finds stock missing notes it and throws {@link StockMissing}, and the command runs
 * again with it. A plan in which no gift comes, goes or changes its units needs none. Not thread-safe.
 */
final class Gifts {
    // The units that were missing of each variant whose stock was not locked when it was needed.
    private final Map<Long, Integer> asked = new TreeMap<>();

    /** Adds the stock that was missing before. */
    void needs(Needs needs) {
        asked.keySet().forEach(needs::variant);
    }

    /** Adds the units that were missing before. */
    void demand(Demand demand) {
        asked.forEach((variantId, units) -> demand.add(StockKey.of(variantId), units));
    }

    /**
     * Plans the gifts of a cart.
     *
     * @param after the cart's row as it will be priced
     * @param bought the lines that it will hold, without gifts
     * @throws StockMissing if stock has to be locked first
     */
    GiftPlan plan(OpenCart cart, CartHead after, List<CartItemRow> bought) {
        return plan(cart, after, bought, cart.shop().promos().toBeHeld(after), false);
    }

    /** Plans the gifts of a cart that keeps what it holds, its promo codes included. */
    GiftPlan planAsHeld(OpenCart cart) {
        CartHead columns = cart.row().columns();
        return plan(cart, columns, cart.bought(), cart.shop().promos().codes(columns), true);
    }

    private GiftPlan plan(
            OpenCart cart, CartHead after, List<CartItemRow> bought, List<StoredCode> codes, boolean asHeld) {
        List<CartItemRow> present =
                cart.row().lines().values().stream().filter(CartItemRow::isGift).toList();
        CartSnapshot paper = new CartSnapshot(after, bought, List.of(), codes);
        Map<String, GiftOffer> offers = offers(cart, paper);
        // A gift that was removed is not forced upon its buyer again, as long as it is due without a break.
        List<String> declined = after.extras().declinedGifts().stream()
                .filter(offers::containsKey)
                .toList();
        GiftPlan plan = new GiftPlan(cart, paper, declined);
        Instant now = cart.shop().now();
        for (GiftOffer offer : offers.values()) {
            GiftPlan.Gift gift = new GiftPlan.Gift(offer, lineOf(present, offer, now));
            if (!declined.contains(offer.rule()) && (gift.isSettled() || canBeHad(cart, gift))) {
                plan.add(gift);
            }
        }
        boolean complete = ask(cart, bought, plan);
        if (complete) {
            plan.keepWhatIsFree(asHeld);
            complete = ask(cart, bought, plan);
            for (CartItemRow line : present) {
                if (!plan.keeps(line)) {
                    plan.letGo(line);
                    complete &= ask(cart, bought, line.key(), 0);
                }
            }
        }
        if (!complete) {
            throw new StockMissing();
        }
        return plan;
    }

    private static Map<String, GiftOffer> offers(OpenCart cart, CartSnapshot paper) {
        Map<String, GiftOffer> offers = new LinkedHashMap<>();
        // One line too many is refused by the command itself.
        if (paper.lines().size() <= PriceEngine.MAX_LINES && cart.book().mayGive(paper.quoteLines())) {
            paper.quote(cart.book()).gifts().forEach(offer -> offers.put(offer.rule(), offer));
        }
        return offers;
    }

    // A gift that has expired is given anew, under an id of its own, as if a sweep had taken it away.
    private static @Nullable CartItemRow lineOf(List<CartItemRow> present, GiftOffer offer, Instant now) {
        for (CartItemRow line : present) {
            if (offer.rule().equals(line.giftRule())
                    && line.key().equals(StockKey.of(offer.variantId()))
                    && !line.isExpired(now)) {
                return line;
            }
        }
        return null;
    }

    // A rule may name a variant that is not there, or that is sold in another currency: what was asked for and did not
    // come does not exist.
    private boolean canBeHad(OpenCart cart, GiftPlan.Gift gift) {
        VariantRow variant = cart.shop().variantIfLoaded(gift.key().variantId());
        return variant == null
                ? !asked.containsKey(gift.key().variantId())
                : variant.currency().equals(cart.row().columns().currency());
    }

    // Several gifts may be units of one variant.
    private boolean ask(OpenCart cart, List<CartItemRow> bought, GiftPlan plan) {
        Map<StockKey, Integer> wanted = new TreeMap<>();
        plan.gifts()
                .filter(gift -> !gift.isSettled())
                .forEach(gift ->
                        wanted.merge(gift.key(), Math.max(0, gift.offer().quantity() - gift.held()), Integer::sum));
        boolean complete = true;
        for (Map.Entry<StockKey, Integer> entry : wanted.entrySet()) {
            complete &= ask(cart, bought, entry.getKey(), entry.getValue());
        }
        return complete;
    }

    /**
     * Notes stock that has to be locked first. The stock of a variant that is bought as well is locked already, but of
     * the expired lines only as many are in reach as the buyer was short of.
     *
     * @return whether nothing was missing
     */
    private boolean ask(OpenCart cart, List<CartItemRow> bought, StockKey key, int units) {
        StockRow stock = cart.shop().stockIfLoaded(key);
        boolean missing = stock == null || stock.free() < units + units(bought, key) - units(cart.bought(), key);
        Integer before = asked.get(key.variantId());
        if (!missing || (before != null && before >= units)) {
            return true;
        }
        asked.put(key.variantId(), units);
        return false;
    }

    private static int units(List<CartItemRow> lines, StockKey key) {
        return lines.stream()
                .filter(line -> line.key().equals(key))
                .mapToInt(CartItemRow::quantity)
                .sum();
    }
}
