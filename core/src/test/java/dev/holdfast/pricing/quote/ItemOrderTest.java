package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Pricer.cart;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PricingPolicy.EqualUnits;
import dev.holdfast.pricing.quote.PricingPolicy.Remainder;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.Seed;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A price does not depend on the positions of the items, which their ids follow from. */
@Tag("quick")
class ItemOrderTest {
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
    private static final String HALF_OFF_THREE_UNITS =
            "'discount': {'type': 'percent_off', 'percent': 50, 'max_units': 3, 'max_units_per': 'order'}";

    @Test
    void a_remainder_goes_to_the_same_item_wherever_it_stands() {
        List<PricingRule> rules = Pricer.rules(
                "'code': 'A', 'priority': 1, 'discount': {'type': 'amount_off', 'amount': '0.02', 'per': 'order'}",
                "'code': 'B', 'priority': 2, 'discount': {'type': 'percent_off', 'percent': 50}");
        assertThat(total(rules, item(1, 71, 1, 1), item(2, 72, 1, 3))).isEqualTo(1);
        assertThat(total(rules, item(1, 72, 1, 3), item(2, 71, 1, 1))).isEqualTo(1);
    }

    @Test
    void the_first_and_the_last_share_are_those_of_the_same_items_wherever_they_stand() {
        List<PricingRule> rules =
                Pricer.rules("'code': 'A', 'target': 'order', 'discount': {'type': 'amount_off', 'amount': '3.00'}");
        for (Remainder remainder : Remainder.values()) {
            PricingPolicy policy = PricingPolicy.DEFAULT.withShares(RoundingMode.DOWN, remainder);
            Map<Long, Long> inOrder =
                    totals(rules, List.of(item(1, 1, 1, 4_300), item(2, 2, 1, 1_400), item(3, 3, 1, 2_300)), policy);
            Map<Long, Long> reversed =
                    totals(rules, List.of(item(1, 3, 1, 2_300), item(2, 2, 1, 1_400), item(3, 1, 1, 4_300)), policy);
            assertThat(reversed).as(remainder.name()).isEqualTo(inOrder);
        }
    }

    @Test
    void items_keep_the_order_of_their_ids_in_the_quote() {
        Quote quote = PriceEngine.quote(
                RuleBook.empty(1),
                List.of(item(2, 5, 1, 100), item(1, 9, 1, 100), item(3, 1, 1, 100)),
                PricingContext.anonymous(Pricer.USD),
                PricingPolicy.DEFAULT,
                AT);
        assertThat(quote.items()).extracting(quoted -> quoted.item().id()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void units_of_equal_price_are_taken_in_proportion_or_item_by_item() {
        Pricer pricer = cart().item(2, 1_000).item(2, 1_000).item(2, 1_000).rule("R", HALF_OFF_THREE_UNITS);
        pricer.price().discounts(500, 500, 500);
        pricer.policy(PricingPolicy.DEFAULT.with(EqualUnits.ITEM_BY_ITEM))
                .price()
                .discounts(1_000, 500, 0);
        pricer.policy(PricingPolicy.named("saleor;equal_units=item_by_item"))
                .price()
                .discounts(1_000, 500, 0);
    }

    @Test
    void item_by_item_follows_the_variants_and_not_the_positions() {
        PricingPolicy policy = PricingPolicy.DEFAULT.with(EqualUnits.ITEM_BY_ITEM);
        List<PricingRule> rules = Pricer.rules("'code': 'R', " + HALF_OFF_THREE_UNITS);
        assertThat(totals(rules, List.of(item(1, 8, 2, 1_000), item(2, 7, 2, 1_000)), policy))
                .isEqualTo(Map.of(7L, 1_000L, 8L, 1_500L));
    }

    @Test
    void a_cheaper_item_still_comes_before_others_item_by_item() {
        cart().item(2, 1_000)
                .item(2, 900)
                .item(2, 900)
                .rule("R", HALF_OFF_THREE_UNITS)
                .policy(PricingPolicy.DEFAULT.with(EqualUnits.ITEM_BY_ITEM))
                .price()
                .discounts(0, 900, 450);
    }

    @Test
    void no_permutation_of_the_items_changes_a_total() {
        long seed = Seed.of(ItemOrderTest.class);
        Random random = new Random(seed);
        for (int i = 0; i < Seed.rounds(4_000); i++) {
            RandomRules shop = new RandomRules(random, Pricer.USD);
            List<PricingRule> rules = shop.rules(6);
            List<QuoteItem> items = shop.items(rules);
            List<QuoteCharge> charges = shop.charges();
            PricingPolicy policy = shop.policy();
            PricingContext context = shop.context();
            List<QuoteItem> permuted = permuted(items, random);
            String number = "seed " + seed + ", round " + i;
            Supplier<String> round =
                    () -> number + ": " + policy.name() + " " + rules + " on " + items + " and " + permuted;
            Quote first = quote(rules, items, charges, context, policy);
            Quote second = quote(rules, permuted, charges, context, policy);
            assertThat(second.total()).as(round).isEqualTo(first.total());
            assertThat(second.charges()).as(round).isEqualTo(first.charges());
            assertThat(totalsByContent(second)).as(round).isEqualTo(totalsByContent(first));
        }
    }

    /** The same items at other positions, with the ids of those. */
    private static List<QuoteItem> permuted(List<QuoteItem> items, Random random) {
        List<QuoteItem> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, random);
        List<QuoteItem> renumbered = new ArrayList<>();
        for (QuoteItem item : shuffled) {
            renumbered.add(numbered(renumbered.size() + 1, item));
        }
        return renumbered;
    }

    private static QuoteItem numbered(long id, QuoteItem item) {
        return new QuoteItem(
                id,
                item.variantId(),
                item.productId(),
                item.category(),
                item.quantity(),
                item.unitPrice(),
                item.minUnitPrice(),
                item.giftOf());
    }

    /** What items that are alike cost together. */
    private static Map<QuoteItem, Long> totalsByContent(Quote quote) {
        Map<QuoteItem, Long> totals = new HashMap<>();
        quote.items()
                .forEach(quoted ->
                        totals.merge(numbered(0, quoted.item()), quoted.total().minor(), Long::sum));
        return totals;
    }

    private static long total(List<PricingRule> rules, QuoteItem... items) {
        return totals(rules, List.of(items), PricingPolicy.DEFAULT).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** What each variant costs. */
    private static Map<Long, Long> totals(List<PricingRule> rules, List<QuoteItem> items, PricingPolicy policy) {
        Map<Long, Long> totals = new HashMap<>();
        quote(rules, items, List.of(), PricingContext.anonymous(Pricer.USD), policy)
                .items()
                .forEach(quoted ->
                        totals.put(quoted.item().variantId(), quoted.total().minor()));
        return totals;
    }

    private static QuoteItem item(long id, long variantId, int quantity, long unitPrice) {
        return new QuoteItem(id, variantId, 1, null, quantity, Pricer.usd(unitPrice));
    }

    private static Quote quote(
            List<PricingRule> rules,
            List<QuoteItem> items,
            List<QuoteCharge> charges,
            PricingContext context,
            PricingPolicy policy) {
        List<RuleRevision> entries =
                rules.stream().map(rule -> new RuleRevision(rule, 1, AT, false)).toList();
        return PriceEngine.quote(RuleBook.of(1, entries), items, charges, context, policy, AT);
    }
}
