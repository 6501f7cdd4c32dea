package dev.holdfast.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A pricing rule of the model: a percentage (in tenths) or an amount (in cents) off something, or a gift. */
record ModelRule(
        String code,
        boolean active,
        int priority,
        String target,
        @Nullable Integer tenthsOfPercent,
        @Nullable Integer cents,
        String per,
        @Nullable Gift gift,
        @Nullable Integer maxDiscount,
        @Nullable Instant endsAt,
        Conditions conditions) {

    /** When a rule applies; null where it does not matter. */
    record Conditions(
            @Nullable String tier,
            @Nullable String promoCode,
            boolean stored,
            @Nullable String channel,
            @Nullable Integer nthOrder,
            @Nullable Integer minQuantity,
            @Nullable Long product,
            @Nullable String charge) {}

    /** Units of a variant for units of a product, or of anything. */
    record Gift(long variant, int quantity, @Nullable Long product, int units, int maxTimes) {}

    /** What the numbers of a step say. */
    static ModelRule of(Step step, Instant now) {
        int rest = step.number() / 10;
        String target =
                step.choose("item", "item", "item", "order", "order", "charge", "charge", "item", "item", "item");
        Gift gift = isGift(step) ? gift(rest) : null;
        boolean percent = gift == null && rest % 2 == 0;
        boolean stored = rest % 9 < 4;
        return new ModelRule(
                code(step),
                rest % 11 != 0,
                rest % 5,
                target,
                percent ? 1 + rest % 700 : null,
                percent || gift != null ? null : 1 + rest % 900,
                target.equals("order")
                        ? "order"
                        : List.of("unit", "line", "order").get(rest % 4 % 3),
                gift,
                gift != null && rest % 6 == 0 ? 1_500 : null,
                rest % 17 < 3 ? now.plusSeconds(600) : null,
                new Conditions(
                        stored || rest % 4 < 2 ? null : step.tier(),
                        stored || rest % 5 < 3 ? null : step.code(),
                        stored,
                        rest % 19 < 4 ? "web" : null,
                        rest % 23 < 7 ? (Integer) (1 + rest % 2) : null,
                        rest % 7 == 0 ? 2 : null,
                        rest % 13 < 4 ? ModelShop.FIRST_PRODUCT : null,
                        target.equals("charge") && rest % 4 == 0 ? "shipping" : null));
    }

    /** The next number that says a rule which asks for a stored code and, but for its target, for nothing else. */
    static int withCodesOnly(int number) {
        int rest = number / 10;
        while (rest % 9 > 3 || rest % 11 == 0 || rest % 17 < 3 || rest % 19 < 4 || rest % 7 == 0 || rest % 13 < 4) {
            rest++;
        }
        return rest * 10 + number % 10;
    }

    static boolean isGift(Step step) {
        return step.number() % 10 >= 7;
    }

    private static Gift gift(int rest) {
        return new Gift(
                ModelShop.variant(rest % ModelShop.VARIANTS),
                1 + rest % 2,
                rest % 5 < 2 ? Long.valueOf(ModelShop.FIRST_PRODUCT + rest % ModelShop.PRODUCTS) : null,
                1 + rest / 2 % 2,
                1 + rest / 4 % 2);
    }

    static String code(Step step) {
        return "rule-" + (step.cart() + step.item()) % 6;
    }

    /** Whether it says the same; {@code per} says nothing of a percentage. */
    boolean isSameAs(ModelRule other) {
        return definition().equals(other.definition());
    }

    /** As the API takes it. */
    String json() {
        return json(definition());
    }

    /** A merge patch that makes another rule this one: what that has and this has not is null. */
    String patch(ModelRule before) {
        return json(patch(before.definition(), definition()));
    }

    private Map<String, Object> definition() {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("code", code);
        rule.put("active", active);
        rule.put("priority", priority);
        rule.put("target", target);
        put(rule, "ends_at", endsAt == null ? null : endsAt.toString());
        put(rule, "max_discount", maxDiscount == null ? null : Text.cents(maxDiscount));
        rule.put("discount", discount());
        Map<String, Object> when = new LinkedHashMap<>();
        put(when, "user_tiers", list(conditions.tier));
        put(when, "promo_code", conditions.promoCode);
        put(when, "stored_codes", conditions.stored ? true : null);
        put(when, "attributes", list(conditions.channel == null ? null : channelIs(conditions.channel)));
        put(when, "nth_order", conditions.nthOrder);
        put(when, "min_quantity", conditions.minQuantity);
        put(when, "products", list(conditions.product));
        put(when, "charges", list(conditions.charge));
        rule.put("conditions", when);
        return rule;
    }

    private static Map<String, Object> channelIs(String value) {
        return Map.of("name", "channel", "in", List.of(value));
    }

    private Map<String, Object> discount() {
        Map<String, Object> discount = new LinkedHashMap<>();
        if (gift != null) {
            Map<String, Object> buy = new LinkedHashMap<>();
            put(buy, "products", list(gift.product));
            buy.put("quantity", gift.units);
            discount.put("type", "gift");
            discount.put("variant", gift.variant);
            discount.put("quantity", gift.quantity);
            discount.put("buy", buy);
            discount.put("max_times", gift.maxTimes);
        } else if (tenthsOfPercent != null) {
            discount.put("type", "percent_off");
            discount.put("percent", BigDecimal.valueOf(tenthsOfPercent, 1));
        } else if (cents != null) {
            discount.put("type", "amount_off");
            discount.put("amount", Text.cents(cents));
            discount.put("per", per);
        }
        return discount;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static @Nullable List<Object> list(@Nullable Object value) {
        return value == null ? null : List.of(value);
    }

    private static Map<String, @Nullable Object> patch(Map<?, ?> before, Map<?, ?> after) {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        before.keySet().forEach(name -> patch.put((String) name, null));
        after.forEach((name, value) -> patch.put(
                (String) name,
                value instanceof Map<?, ?> inner && before.get(name) instanceof Map<?, ?> old
                        ? patch(old, inner)
                        : value));
        return patch;
    }

    private static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> "\"" + entry.getKey() + "\": " + json(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ModelRule::json).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }
}
