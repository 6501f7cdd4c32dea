package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.book.PromoKeys;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PricingPolicy.Combining;
import dev.holdfast.pricing.quote.PricingPolicy.Exclusives;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes one quote: applies the rules one by one, each to the prices that the rules before it left. */
final class Pricing {
    private static final Comparator<RuleRevision> EXCLUSIVES_AHEAD = Comparator.comparing(
                    (RuleRevision entry) -> entry.rule().target())
            .thenComparing(entry -> entry.rule().stacking(), Comparator.reverseOrder());

    private static final Comparator<QuoteItem> OF_ONE_VARIANT = Comparator.comparing(
                    (QuoteItem item) -> item.giftOf() == null ? "" : item.giftOf())
            .thenComparingLong(item -> item.unitPrice().minor())
            .thenComparingInt(QuoteItem::quantity)
            .thenComparingLong(item ->
                    item.minUnitPrice() == null ? 0 : item.minUnitPrice().minor())
            .thenComparingLong(QuoteItem::productId)
            .thenComparing(item -> item.category() == null ? "" : item.category())
            .thenComparingLong(QuoteItem::id);

    private static final Comparator<QuotedItem> BY_ID =
            (one, other) -> Long.compare(one.item().id(), other.item().id());
    private static final Comparator<QuoteCharge> BY_CODE = Comparator.comparing(QuoteCharge::code);

    private final RuleBook book;
    private final PricingContext context;
    private final PricingPolicy policy;
    private final Instant at;
    private final Eligibility eligibility;
    private final Evaluator evaluator;
    private final CartState cart;
    private final Explainer explainer;
    private final List<GiftOffer> gifts = new ArrayList<>();

    Pricing(
            RuleBook book,
            List<QuoteItem> quoteItems,
            List<QuoteCharge> quoteCharges,
            PricingContext context,
            PricingPolicy policy,
            Instant at) {
        this.book = book;
        this.context = context;
        this.policy = policy;
        this.at = at;
        this.eligibility = new Eligibility(context, policy, at);
        this.evaluator = new Evaluator(policy, eligibility);
        this.cart = cart(quoteItems, quoteCharges);
        this.explainer = new Explainer(context.currency(), cart);
    }

    private static CartState cart(List<QuoteItem> quoteItems, List<QuoteCharge> quoteCharges) {
        List<ItemState> items = new ArrayList<>(quoteItems.size());
        for (QuoteItem state : sorted(quoteItems, Pricing::compare)) {
            items.add(new ItemState(items.size(), state));
        }
        List<ItemState> charges = new ArrayList<>(quoteCharges.size());
        for (QuoteCharge charge : sorted(quoteCharges, BY_CODE)) {
            charges.add(new ItemState(charges.size(), charge));
        }
        return new CartState(items, charges);
    }

    // Ties are broken by the order of the items, so it follows from the items themselves. The id, which depends on the
    // position, decides only between items that are alike, where it makes no difference to the total.
    private static int compare(QuoteItem one, QuoteItem other) {
        int byVariant = Long.compare(one.variantId(), other.variantId());
        return byVariant == 0 ? OF_ONE_VARIANT.compare(one, other) : byVariant;
    }

    private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
        for (int i = 1; i < list.size(); i++) {
            if (order.compare(list.get(i - 1), list.get(i)) > 0) {
                List<T> sorted = new ArrayList<>(list);
                sorted.sort(order);
                return sorted;
            }
        }
        return list;
    }

    Quote run() {
        Map<String, String> codes = eligibility.promoCodes();
        List<QuoteItem> quoteItems = each(cart.items, state -> state.item);
        List<RuleRevision> candidates = book.candidates(
                quoteItems,
                !cart.charges.isEmpty(),
                context.userId(),
                context.userTier(),
                codes.keySet(),
                eligibility.storedRules(),
                at);
        RuleWalk walk = new RuleWalk(evaluator, cart, context.currency(), this::note);
        boolean searchedAll = true;
        if (policy.combining() == Combining.BEST_FOR_CUSTOMER) {
            BestCombination.Combination best = best(candidates);
            walk.combination(best);
            searchedAll = best.searchedAll();
            if (!searchedAll) {
                explainer.searchEndedEarly();
            }
        } else {
            walk.byPriority(policy.exclusives() == Exclusives.AHEAD ? exclusivesAhead(candidates) : candidates);
        }
        if (!codes.isEmpty()) {
            Map<String, StoredCode> stored = new HashMap<>();
            context.storedCodes().forEach(code -> stored.putIfAbsent(PromoKeys.key(code.code()), code));
            codes.forEach((key, typed) -> explainCode(key, typed, stored.get(key)));
        }
        return quote(searchedAll);
    }

    // Most carts have one or two items, for which a stream would cost more than the rules do.
    private static <T, R> List<R> each(List<T> list, Function<T, R> value) {
        List<R> values = new ArrayList<>(list.size());
        for (T entry : list) {
            values.add(value.apply(entry));
        }
        return values;
    }

    /**
     * Explains a promo code beyond what rules have said about it: it is unknown, it is not offered to buyers, or another
     * code counts for its rule.
     */
    private void explainCode(String key, String typed, @Nullable StoredCode stored) {
        RuleRevision entry = stored == null ? null : book.withStoredCodes(stored.rule());
        if (stored == null || entry == null) {
            if (!book.knows(key)) {
                explainer.aboutCode(typed, RuleOutcome.UNKNOWN_PROMO_CODE);
            } else if (!book.offers(key, at)) {
                explainer.aboutCode(typed, RuleOutcome.PROMO_CODE_NOT_OFFERED);
            }
        } else if (stored.isInactive() || !entry.rule().hasBegun(at)) {
            explainer.aboutCode(typed, RuleOutcome.PROMO_CODE_NOT_OFFERED);
        } else if (!stored.equals(eligibility.storedCode(entry.rule()))) {
            explainer.otherCode(entry, stored);
        }
    }

    private BestCombination.Combination best(List<RuleRevision> candidates) {
        List<RuleRevision> ahead = exclusivesAhead(candidates);
        boolean isAhead = policy.exclusives() == Exclusives.AHEAD;
        return new BestCombination(
                        evaluator,
                        eligibility,
                        policy,
                        cart,
                        context.currency(),
                        isAhead ? ahead : candidates,
                        isAhead ? candidates : ahead)
                .find();
    }

    private static List<RuleRevision> exclusivesAhead(List<RuleRevision> candidates) {
        List<RuleRevision> ahead = new ArrayList<>(candidates);
        ahead.sort(EXCLUSIVES_AHEAD);
        return ahead;
    }

    private void note(Evaluation evaluation) {
        if (evaluation.gift != null) {
            gifts.add(evaluation.gift);
        }
        explainer.explain(evaluation);
    }

    private Quote quote(boolean searchedAll) {
        long subtotal = sumOfOriginals(cart.items);
        long chargeTotal = sumOfOriginals(cart.charges);
        long total = cart.left();
        return new Quote(
                book.token(),
                policy.name(),
                at,
                sorted(each(cart.items, ItemState::quoted), BY_ID),
                each(cart.charges, ItemState::quotedCharge),
                gifts,
                money(subtotal),
                money(chargeTotal),
                money(subtotal + chargeTotal - total),
                money(total),
                searchedAll,
                explainer.ofOrder());
    }

    private static long sumOfOriginals(List<ItemState> states) {
        long sum = 0;
        for (ItemState state : states) {
            sum += state.original;
        }
        return sum;
    }

    private Money money(long minor) {
        return new Money(minor, context.currency());
    }
}
