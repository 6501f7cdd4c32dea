package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.book.PromoKeys;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PricingPolicy.Combining;
import dev.holdfast.pricing.quote.PricingPolicy.Exclusives;
import dev.holdfast.pricing.rule.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes one quote: applies the rules one by one, each to the prices that the rules before it left. */
final class Pricing {
    private static final Comparator<RuleRevision> EXCLUSIVES_AHEAD = Comparator.comparing(
                    (RuleRevision entry) -> entry.rule().target())
            .thenComparing(entry -> entry.rule().stacking(), Comparator.reverseOrder());

    // Ties are broken by the order of the items, so it follows from the items themselves. The id, which follows from
    // their
    // position, decides only between items that are alike, where it makes no difference to the total.
    private static final Comparator<QuoteItem> BY_CONTENT = Comparator.comparingLong(QuoteItem::variantId)
            .thenComparing(item -> item.giftOf() == null ? "" : item.giftOf())
            .thenComparingLong(item -> item.unitPrice().minor())
            .thenComparingInt(QuoteItem::quantity)
            .thenComparingLong(item ->
                    item.minUnitPrice() == null ? 0 : item.minUnitPrice().minor())
            .thenComparingLong(QuoteItem::productId)
            .thenComparing(item -> item.category() == null ? "" : item.category())
            .thenComparingLong(QuoteItem::id);

    private static final Comparator<QuotedItem> BY_ID =
            Comparator.comparingLong(quoted -> quoted.item().id());
    private static final Comparator<QuoteCharge> BY_CODE = Comparator.comparing(QuoteCharge::code);

    private final RuleBook book;
    private final PricingContext context;
    private final PricingPolicy policy;
    private final Instant at;
    private final Eligibility eligibility;
    private final Evaluator evaluator;
    private final CartState cart;
    private final Explainer explainer;
    private final Set<String> settledGroups = new HashSet<>();
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
        for (QuoteItem state : sorted(quoteItems, BY_CONTENT)) {
            items.add(new ItemState(items.size(), state));
        }
        List<ItemState> charges = new ArrayList<>(quoteCharges.size());
        for (QuoteCharge charge : sorted(quoteCharges, BY_CODE)) {
            charges.add(new ItemState(charges.size(), charge));
        }
        return new CartState(items, charges);
    }

    private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
        if (list.size() < 2) {
            return list;
        }
        List<T> sorted = new ArrayList<>(list);
        sorted.sort(order);
        return sorted;
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
        if (policy.exclusives() == Exclusives.AHEAD) {
            candidates.sort(EXCLUSIVES_AHEAD);
        }
        boolean searchedAll = true;
        if (policy.combining() == Combining.BEST_FOR_CUSTOMER) {
            BestCombination best = new BestCombination(evaluator, cart, policy, candidates);
            searchedAll = best.search();
            candidates.forEach(entry -> applyIfBest(entry, best));
        } else {
            applyByPriority(candidates);
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

    /** Explains a promo code that no rule has explained: it is unknown, or another code counts for its rule. */
    private void explainCode(String key, String typed, @Nullable StoredCode stored) {
        RuleRevision entry = stored == null ? null : book.withStoredCodes(stored.rule());
        if (stored == null || entry == null) {
            if (!book.knows(key)) {
                explainer.unknownCode(typed);
            }
        } else if (!stored.equals(eligibility.storedCode(entry.rule()))) {
            explainer.otherCode(entry, stored);
        }
    }

    private void applyIfBest(RuleRevision entry, BestCombination best) {
        cart.enter(entry.rule().target());
        Evaluation evaluation = evaluator.evaluate(cart, entry);
        if (evaluation.amount > 0 && !best.contains(entry)) {
            Money lost = new Money(evaluation.amount, context.currency());
            evaluation.withdrawn(Refusal.suppressed("better_without", "amount", lost));
        }
        apply(evaluation);
    }

    private void applyByPriority(List<RuleRevision> candidates) {
        for (int i = 0; i < candidates.size(); i++) {
            RuleRevision entry = candidates.get(i);
            cart.enter(entry.rule().target());
            String group = entry.rule().group();
            if (group != null && settledGroups.contains(group)) {
                continue;
            }
            Evaluation evaluation = evaluator.evaluate(cart, entry);
            if (group != null && !evaluation.outOfForce) {
                settledGroups.add(group);
                settle(group, evaluation, candidates.subList(i + 1, candidates.size()));
            } else {
                apply(evaluation);
            }
        }
    }

    /** Applies the rule of a group that takes off most, in the position of the group's first rule. */
    private void settle(String group, Evaluation first, List<RuleRevision> later) {
        List<Evaluation> rivals = new ArrayList<>(List.of(first));
        for (RuleRevision entry : later) {
            if (group.equals(entry.rule().group())) {
                rivals.add(evaluator.evaluate(cart, entry));
            }
        }
        Evaluation best = first;
        for (Evaluation rival : rivals) {
            if (rival.amount > best.amount) {
                best = rival;
            }
        }
        for (Evaluation rival : rivals) {
            if (rival != best && rival.amount > 0) {
                Money lost = new Money(rival.amount, context.currency());
                rival.withdrawn(Refusal.suppressed("group", "by", best.rule().code(), "amount", lost));
            }
        }
        // All were evaluated on the same state of the cart, so only one may change it.
        cart.apply(best);
        rivals.forEach(this::note);
    }

    private void apply(Evaluation evaluation) {
        cart.apply(evaluation);
        note(evaluation);
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
