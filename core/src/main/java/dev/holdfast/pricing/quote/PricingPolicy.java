package dev.holdfast.pricing.quote;

import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How amounts are rounded and rules combined, where shop systems differ. {@link #DEFAULT} is Holdfast's own policy;
 * other constants reproduce the systems that they are named after. Each cart, quote and order is stored with the {@link
 * #name()} of its policy, from which {@link #named(String)} recreates it. Immutable.
 *
 * @param percentBase what a percentage is taken of
 * @param threshold the amount that is compared with a minimum such as {@code min_subtotal}
 * @param rounding how discounts are rounded: half up, half even or half down
 * @param level what the discount of an item rule is rounded for; an order rule is always rounded once for the order
 * @param rounded whether the discount is rounded, or the price that it leaves
 * @param shares how the shares of an amount are rounded before the remainder is assigned: down, half up, half even or
 *     half down
 * @param remainder which shares get the remainder
 * @param exclusives when exclusive rules are evaluated
 * @param combining which of the rules that could apply do apply
 * @param equalUnits which units a discount takes first among units of equal price
 */
public record PricingPolicy(
        PercentBase percentBase,
        Threshold threshold,
        RoundingMode rounding,
        Level level,
        Rounded rounded,
        RoundingMode shares,
        Remainder remainder,
        Exclusives exclusives,
        Combining combining,
        EqualUnits equalUnits) {

    /** What a percentage is taken of. */
    public enum PercentBase {
        /** The price that the rules before it left. */
        REMAINING,
        /** The price before the first rule of the same target. */
        STAGE,
        /** The price before any rule. */
        ORIGINAL
    }

    /** The amount that is compared with a minimum. */
    public enum Threshold {
        /** The amount before any rule for an item rule, the current amount for other rules. */
        BY_TARGET,
        /** The amount before any rule. */
        ORIGINAL,
        /** The current amount, after the rules before it. */
        RUNNING
    }

    /** What the discount of an item rule is rounded for. */
    public enum Level {
        /** Each unit of an item. */
        UNIT,
        /** Each item. */
        LINE,
        /** All items of the rule together, which share the amount. */
        CART
    }

    /** What is rounded. */
    public enum Rounded {
        /** The discount. */
        DISCOUNT,
        /** The price that is left, which rounds the discount the other way. */
        PRICE
    }

    /** Which shares get the remainder. */
    public enum Remainder {
        /** The shares furthest below their exact value; the first of equal ones. */
        LARGEST,
        /** The shares from the first on, one minor unit each. */
        FIRST,
        /** The shares from the last on, one minor unit each. */
        LAST
    }

    /** When exclusive rules are evaluated. */
    public enum Exclusives {
        /** By priority, like all rules. */
        BY_PRIORITY,
        /** Before all other rules of their target. */
        AHEAD
    }

    /** Which of the rules that could apply do apply. */
    public enum Combining {
        /** All that can apply, by priority. */
        BY_PRIORITY,
        /** The combination with the lowest total; of equal ones, the one by priority if it is among them. */
        BEST_FOR_CUSTOMER
    }

    /** Which units a discount takes first if it takes only some of the units that have the same price. */
    public enum EqualUnits {
        /** Units of all items, in proportion to their quantities. */
        PROPORTIONAL,
        /** All units of one item before those of the next, in the order of the variants' ids. */
        ITEM_BY_ITEM
    }

    /** Holdfast's own policy: percentages of the current price, half up per item, largest remainder, by priority. */
    public static final PricingPolicy DEFAULT = new PricingPolicy(
            PercentBase.REMAINING,
            Threshold.BY_TARGET,
            RoundingMode.HALF_UP,
            Level.LINE,
            Rounded.DISCOUNT,
            RoundingMode.DOWN,
            Remainder.LARGEST,
            Exclusives.BY_PRIORITY,
            Combining.BY_PRIORITY,
            EqualUnits.PROPORTIONAL);

    /** The default, with the combination of rules that has the lowest total. */
    public static final PricingPolicy BEST_FOR_CUSTOMER = DEFAULT.with(Combining.BEST_FOR_CUSTOMER);

    /** Prices as Saleor does: rounds per unit. */
    public static final PricingPolicy SALEOR = DEFAULT.with(Level.UNIT);

    /** Prices as Shopify does: percentages of one target do not compound. */
    public static final PricingPolicy SHOPIFY = DEFAULT.with(PercentBase.STAGE);

    /**
     * Prices as Sylius does: rounds the price, evaluates exclusive rules first, rounds shares and assigns the remainder
     * to the first ones.
     */
    public static final PricingPolicy SYLIUS =
            DEFAULT.with(Rounded.PRICE).with(Exclusives.AHEAD).withShares(RoundingMode.HALF_DOWN, Remainder.FIRST);

    private static final Map<String, PricingPolicy> PRESETS = presets();

    /** A policy that takes units of equal price in proportion. */
    public PricingPolicy(
            PercentBase percentBase,
            Threshold threshold,
            RoundingMode rounding,
            Level level,
            Rounded rounded,
            RoundingMode shares,
            Remainder remainder,
            Exclusives exclusives,
            Combining combining) {
        this(
                percentBase,
                threshold,
                rounding,
                level,
                rounded,
                shares,
                remainder,
                exclusives,
                combining,
                EqualUnits.PROPORTIONAL);
    }

    /**
     * Checks the rounding modes.
     *
     * @throws IllegalArgumentException if a rounding mode is not one of those allowed
     */
    public PricingPolicy {
        if (!isHalf(rounding)) {
            throw new IllegalArgumentException("rounding: " + rounding + " is not half up, half even or half down");
        }
        if (shares != RoundingMode.DOWN && !isHalf(shares)) {
            throw new IllegalArgumentException("shares: " + shares + " is not down, half up, half even or half down");
        }
    }

    /**
     * The policy of a name.
     *
     * @param name {@code holdfast}, {@code best_for_customer}, {@code saleor}, {@code shopify} or {@code sylius},
     *     optionally followed by settings that differ, such as {@code shopify;rounding=half_even;level=cart}
     * @throws IllegalArgumentException if a name, setting or value is unknown
     */
    public static PricingPolicy named(String name) {
        String[] words = name.split(";", -1);
        PricingPolicy policy = PRESETS.get(words[0]);
        if (policy == null) {
            throw new IllegalArgumentException(
                    "pricing policy: " + words[0] + " is not one of " + String.join(", ", PRESETS.keySet()));
        }
        for (int i = 1; i < words.length; i++) {
            String[] setting = words[i].split("=", 2);
            policy = policy.with(setting[0].strip(), setting.length < 2 ? "" : setting[1].strip());
        }
        return policy;
    }

    /** The names of the predefined policies. */
    public static List<String> names() {
        return List.copyOf(PRESETS.keySet());
    }

    /** The name of a predefined policy, or {@code holdfast} followed by the settings that differ from the default. */
    public String name() {
        for (Map.Entry<String, PricingPolicy> preset : PRESETS.entrySet()) {
            if (preset.getValue().equals(this)) {
                return preset.getKey();
            }
        }
        StringBuilder name = new StringBuilder("holdfast");
        Map<String, Enum<?>> defaults = DEFAULT.settings();
        settings().forEach((setting, value) -> {
            if (value != defaults.get(setting)) {
                name.append(';').append(setting).append('=').append(value.name().toLowerCase(Locale.ROOT));
            }
        });
        return name.toString();
    }

    /** A copy with another base of percentages. */
    public PricingPolicy with(PercentBase other) {
        return with("percent_base", other);
    }

    /** A copy with another threshold. */
    public PricingPolicy with(Threshold other) {
        return with("threshold", other);
    }

    /** A copy with another rounding of discounts. */
    public PricingPolicy withRounding(RoundingMode other) {
        return with("rounding", other);
    }

    /** A copy with another level of rounding. */
    public PricingPolicy with(Level other) {
        return with("level", other);
    }

    /** A copy that rounds the discount, or the price that it leaves. */
    public PricingPolicy with(Rounded other) {
        return with("rounded", other);
    }

    /** A copy with another rounding of shares, and other shares that get the remainder. */
    public PricingPolicy withShares(RoundingMode otherShares, Remainder otherRemainder) {
        return with("shares", otherShares).with("remainder", otherRemainder);
    }

    /** A copy that evaluates exclusive rules at another time. */
    public PricingPolicy with(Exclusives other) {
        return with("exclusives", other);
    }

    /** A copy that combines rules in another way. */
    public PricingPolicy with(Combining other) {
        return with("combining", other);
    }

    /** A copy that chooses among units of equal price in another way. */
    public PricingPolicy with(EqualUnits other) {
        return with("equal_units", other);
    }

    private PricingPolicy with(String setting, Enum<?> value) {
        Map<String, Enum<?>> changed = settings();
        changed.put(setting, value);
        return new PricingPolicy(
                of(PercentBase.class, changed.get("percent_base")),
                of(Threshold.class, changed.get("threshold")),
                of(RoundingMode.class, changed.get("rounding")),
                of(Level.class, changed.get("level")),
                of(Rounded.class, changed.get("rounded")),
                of(RoundingMode.class, changed.get("shares")),
                of(Remainder.class, changed.get("remainder")),
                of(Exclusives.class, changed.get("exclusives")),
                of(Combining.class, changed.get("combining")),
                of(EqualUnits.class, changed.get("equal_units")));
    }

    private static <E extends Enum<?>> E of(Class<E> type, @Nullable Enum<?> value) {
        return type.cast(Objects.requireNonNull(value));
    }

    private PricingPolicy with(String setting, String value) {
        Enum<?> current = settings().get(setting);
        if (current == null) {
            throw new IllegalArgumentException("pricing policy: " + setting + " is not one of "
                    + String.join(", ", settings().keySet()));
        }
        return with(setting, constant(current.getDeclaringClass(), setting, value));
    }

    private Map<String, Enum<?>> settings() {
        Map<String, Enum<?>> settings = new LinkedHashMap<>();
        settings.put("percent_base", percentBase);
        settings.put("threshold", threshold);
        settings.put("rounding", rounding);
        settings.put("level", level);
        settings.put("rounded", rounded);
        settings.put("shares", shares);
        settings.put("remainder", remainder);
        settings.put("exclusives", exclusives);
        settings.put("combining", combining);
        settings.put("equal_units", equalUnits);
        return settings;
    }

    private static Enum<?> constant(Class<? extends Enum<?>> type, String setting, String value) {
        String name = value.toUpperCase(Locale.ROOT);
        for (Enum<?> constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("pricing policy: " + setting + " cannot be " + value);
    }

    private static boolean isHalf(RoundingMode mode) {
        return mode == RoundingMode.HALF_UP || mode == RoundingMode.HALF_EVEN || mode == RoundingMode.HALF_DOWN;
    }

    private static Map<String, PricingPolicy> presets() {
        Map<String, PricingPolicy> presets = new LinkedHashMap<>();
        presets.put("holdfast", DEFAULT);
        presets.put("best_for_customer", BEST_FOR_CUSTOMER);
        presets.put("saleor", SALEOR);
        presets.put("shopify", SHOPIFY);
        presets.put("sylius", SYLIUS);
        return presets;
    }
}
