package dev.holdfast.benchmarks;

import dev.holdfast.Money;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.QuoteItem;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A cart of ten lines, twenty rules that match it, and any number of rules that do not. */
final class ManyRules {
    static final Currency CURRENCY = Currency.getInstance("USD");
    static final int MATCHING = 20;

    private static final int LINES = 10;
    private static final long FAR = 1_000;

    private final OtherRules others;

    ManyRules(OtherRules others) {
        this.others = others;
    }

    List<QuoteItem> cart() {
        return LongStream.rangeClosed(1, LINES)
                .mapToObj(i -> new QuoteItem(i, i, 100 + i, "shop/floor-" + i, 3, new Money(1_999 + i, CURRENCY)))
                .toList();
    }

    PricingContext buyer() {
        return new PricingContext(CURRENCY, "user-1", "gold", List.of("SPRING"));
    }

    List<RuleRevision> rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i < MATCHING ? matching(i) : other(i))
                .map(json -> new RuleRevision(PricingRuleJson.read(json, CURRENCY), 1, Instant.EPOCH, false))
                .toList();
    }

    private static String matching(int i) {
        int line = 1 + i / 2;
        return switch (i % 10) {
            case 0, 1, 2 -> rule(i, "\"variants\": [" + line + "]");
            case 3, 4, 5 -> rule(i, "\"products\": [" + (100 + line) + "]");
            case 6 -> rule(i, "\"categories\": [\"shop\"]");
            case 7 -> rule(i, "\"categories\": [\"shop\"], \"user_tiers\": [\"gold\"]");
            case 8 -> rule(i, "\"variants\": [" + line + "], \"promo_code\": \"SPRING\"");
            default -> rule(i, "\"min_quantity\": 3");
        };
    }

    private String other(int i) {
        long far = FAR + i;
        if (others == OtherRules.OTHER_GOODS) {
            return switch (i % 5) {
                case 0, 1 -> rule(i, "\"variants\": [" + far + "]");
                case 2 -> rule(i, "\"products\": [" + far + "]");
                case 3 -> rule(i, "\"categories\": [\"shop/aisle-" + far + "\"]");
                default -> rule(i, "\"user_tiers\": [\"gold\"], \"variants\": [" + far + "]");
            };
        }
        return switch (i % 5) {
            case 0 -> rule(i, "\"promo_code\": \"CODE-" + i + "\"");
            case 1 -> rule(i, "\"user_tiers\": [\"tier-" + i % 7 + "\"]");
            case 2 -> rule(i, "\"user_ids\": [\"user-" + i + "\"]");
            case 3 -> rule(i, "", ", \"ends_at\": \"2025-01-01T00:00:00Z\"");
            default -> rule(i, "", ", \"starts_at\": \"2027-01-01T00:00:00Z\"");
        };
    }

    private static String rule(int i, String conditions) {
        return rule(i, conditions, "");
    }

    private static String rule(int i, String conditions, String more) {
        return "{\"code\": \"RULE-" + i + "\", \"priority\": " + i % 100 + ", \"conditions\": {" + conditions
                + "}, \"discount\": {\"type\": \"percent_off\", \"percent\": 1.5}" + more + "}";
    }
}
