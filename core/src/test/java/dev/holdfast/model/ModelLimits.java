package dev.holdfast.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How much of its variants the model sells, and for how long it holds them. */
final class ModelLimits {
    /** Limits of a variant; null for none. */
    record Of(
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable Integer step,
            @Nullable Integer perUser,
            @Nullable Integer days,
            @Nullable Integer seconds) {}

    static final Map<String, Duration> TIMES_OF_TIERS = Map.of("gold", Duration.ofMinutes(25));

    private static final Of NONE = new Of(null, null, null, null, null, null);

    private final ModelShop shop;
    private Of[] limits = new Of[ModelShop.VARIANTS];

    ModelLimits(ModelShop shop) {
        this.shop = shop;
        Arrays.fill(limits, NONE);
    }

    ModelLimits copy(ModelShop other) {
        ModelLimits copy = new ModelLimits(other);
        copy.limits = limits.clone();
        return copy;
    }

    /** The limits that a step sets. */
    static Of wanted(Step step) {
        return switch (step.number() % 9) {
            case 0 -> new Of(2, 4, 2, null, null, null);
            case 1 -> new Of(null, 3, null, null, null, 300);
            case 2 -> new Of(2, null, null, 4, null, null);
            case 3 -> new Of(null, null, 3, null, null, 1_200);
            case 4, 5 -> new Of(null, null, null, 3, null, null);
            case 6 -> new Of(null, 5, null, 2, 1, 60);
            default -> NONE;
        };
    }

    String change(Step step) {
        limits[step.item()] = wanted(step);
        return Text.limits(ModelShop.variant(step.item()), wanted(step));
    }

    private Of of(long variant) {
        return limits[(int) (variant - ModelShop.FIRST_VARIANT)];
    }

    /** Refuses a quantity that is not sold; {@code mine} is what the cart holds. */
    void requireQuantity(long variant, int mine, int quantity) {
        Of of = of(variant);
        boolean isOff = of.min != null && quantity < of.min || of.step != null && quantity % of.step != 0;
        if (isOff && quantity != mine || of.max != null && quantity > of.max && quantity > mine) {
            throw notSold(variant, quantity);
        }
    }

    /** Refuses units of a line that are not sold alone, or that would be left of it. */
    void requireParts(ModelCart.Line line, int units) {
        Of of = of(line.variant());
        for (int part : new int[] {units, line.quantity() - units}) {
            if (part > 0
                    && units < line.quantity()
                    && (of.min != null && part < of.min || of.step != null && part % of.step != 0)) {
                throw notSold(line.variant(), part);
            }
        }
    }

    private Refused notSold(long variant, int quantity) {
        Of of = of(variant);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("variant_id", variant);
        facts.put("sku", "SKU-" + (variant - ModelShop.FIRST_VARIANT));
        facts.put("quantity", quantity);
        addUnlessNull(facts, "min_quantity", of.min);
        addUnlessNull(facts, "max_quantity", of.max);
        addUnlessNull(facts, "quantity_step", of.step);
        return refused("quantity_not_allowed", facts);
    }

    /** Refuses more units than a user can have: all that was bought and kept, and all that carts hold. */
    void requirePurchase(ModelCart cart, @Nullable String user, long variant, int more) {
        Of of = of(variant);
        if (of.perUser == null || more <= 0) {
            return;
        }
        int bought = user == null ? 0 : bought(user, variant, of.days);
        int held = user == null
                ? shop.holds.held(cart::equals, line -> chosen(line, variant))
                : shop.holds.held(other -> user.equals(other.user), line -> chosen(line, variant));
        if (bought + held + more > of.perUser) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("variant_id", variant);
            facts.put("sku", "SKU-" + (variant - ModelShop.FIRST_VARIANT));
            facts.put("bought", bought);
            facts.put("held", held);
            facts.put("requested", more);
            facts.put("limit", of.perUser);
            addUnlessNull(facts, "days", of.days);
            throw refused("purchase_limit", facts);
        }
    }

    /** Refuses a cart to a user who could not have what it holds. */
    void requirePurchases(ModelCart cart, @Nullable String user) {
        if (user != null && !user.equals(cart.user)) {
            cart.bought().values().stream()
                    .filter(line -> line.isHeld(shop.now))
                    .forEach(line -> requirePurchase(cart, user, line.variant(), line.quantity()));
        }
    }

    /** How many of so many units a user can have besides those that are there; all if there is no limit. */
    int room(@Nullable String user, long variant, int units) {
        Of of = of(variant);
        if (user == null || of.perUser == null) {
            return units;
        }
        int held = shop.holds.held(other -> user.equals(other.user), line -> chosen(line, variant));
        return Math.max(0, Math.min(units, of.perUser - bought(user, variant, of.days) - held));
    }

    static int chosen(ModelCart.Line line, long variant) {
        return line.variant() == variant && !line.isGift() ? line.quantity() : 0;
    }

    private int bought(String user, long variant, @Nullable Integer days) {
        Instant from = days == null ? Instant.MIN : shop.now.minus(Duration.ofDays(days));
        return shop.orders.kept(user, variant, from);
    }

    /** How long a line is held: as its cart says, or its variant, or the tier of its buyer. */
    Duration time(ModelCart cart, long variant) {
        Integer seconds = of(variant).seconds;
        if (cart.time != null) {
            return cart.time;
        }
        if (seconds != null) {
            return Duration.ofSeconds(seconds);
        }
        return cart.tier == null ? ModelShop.HOLD : TIMES_OF_TIERS.getOrDefault(cart.tier, ModelShop.HOLD);
    }

    private static void addUnlessNull(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    private static Refused refused(String code, Map<String, Object> facts) {
        return new Refused(
                code,
                facts.entrySet().stream()
                        .flatMap(fact -> Stream.of(fact.getKey(), fact.getValue()))
                        .toArray());
    }
}
