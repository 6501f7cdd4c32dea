package dev.holdfast.pricing.quote;

import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The arithmetic that shops differ in, and how rules combine. {@link #DEFAULT} is Holdfast's own; the other constants
 * do as the systems do that they are named after. A policy is stored with each cart, quote and order by its {@link
 * #name()}, from which {@link #named(String)} makes it again.
 *
 * @param percentBase what a percentage is taken of
 * @param threshold the amount that a {@code min_subtotal} is held against
 * @param rounding of discounts before they are taken: half up, half even or half down
 * @param level what is rounded: an order rule is rounded once for the order whatever this says
 * @param rounded whether the discount is rounded, or the price that it leaves
 * @param shares how the shares of one amount are rounded before the remainder is placed: down, or one of the halves
 * @param remainder who gets what the rounding of the shares left over
 * @param exclusives when exclusive rules come
 * @param combining which rules apply, of those that may
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
        Combining combining) {

    /** What a percentage is taken of. */
    public enum PercentBase {
        /** What the rules before have left. */
        REMAINING,
        /** What was there when the first rule of the same target came. */
        STAGE,
        /** The price before any rule. */
        ORIGINAL
    }

    /** The amount that a threshold is held against. */
    public enum Threshold {
        /** For an item rule the amount before any rule, for others what is left by then. */
        BY_TARGET,
        /** The amount before any rule. */
        ORIGINAL,
        /** What is left by then. */
        RUNNING
    }

    /** What the discount of an item rule is rounded for. */
    public enum Level {
        /** Each unit of a line. */
        UNIT,
        /** Each line. */
        LINE,
        /** All lines of the rule together; they share the amount. */
        CART
    }

    /** What is rounded. */
    public enum Rounded {
        /** The discount. */
        DISCOUNT,
        /** The price that is left, so that the discount is rounded the other way. */
        PRICE
    }

    /** Who gets what the rounding of shares left over. */
    public enum Remainder {
        /** Whoever is furthest below their exact share; of equals the first. */
        LARGEST,
        /** The lines from the first on, one minor unit each. */
        FIRST,
        /** The lines from the last on, one minor unit each. */
        LAST
    }

    /** When exclusive rules come. */
    public enum Exclusives {
        /** By priority, as all rules. */
        BY_PRIORITY,
        /** Before all other rules of their target. */
        AHEAD
    }

    /** Which rules apply, of those that may. */
    public enum Combining {
        /** All that can, by priority. */
        BY_PRIORITY,
        /** Those that together leave the lowest total; of equals those that come first by priority. */
        BEST_FOR_CUSTOMER
    }

    /** Holdfast's own: percentages of what is left, half up per line, largest remainder, by priority. */
    public static final PricingPolicy DEFAULT = new PricingPolicy(
            PercentBase.REMAINING,
            Threshold.BY_TARGET,
            RoundingMode.HALF_UP,
            Level.LINE,
            Rounded.DISCOUNT,
            RoundingMode.DOWN,
            Remainder.LARGEST,
            Exclusives.BY_PRIORITY,
            Combining.BY_PRIORITY);

    /** As by default, and of all combinations the one with the lowest total. */
    public static final PricingPolicy BEST_FOR_CUSTOMER = DEFAULT.with(Combining.BEST_FOR_CUSTOMER);

    /** As Saleor prices: rounded per unit. */
    public static final PricingPolicy SALEOR = DEFAULT.with(Level.UNIT);

    /** As Shopify prices: percentages of one target do not compound. */
    public static final PricingPolicy SHOPIFY = DEFAULT.with(PercentBase.STAGE);

    /** As Sylius prices: the price is rounded, exclusive rules come first, shares are rounded and the first gets the rest. */
    public static final PricingPolicy SYLIUS =
            DEFAULT.with(Rounded.PRICE).with(Exclusives.AHEAD).withShares(RoundingMode.HALF_DOWN, Remainder.FIRST);

    private static final Map<String, PricingPolicy> PRESETS = presets();

    /** Checks the rounding modes. */
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
     * @param name {@code holdfast}, {@code best_for_customer}, {@code saleor}, {@code shopify}, {@code sylius}, or one
     *     of them and what differs from it, such as {@code shopify;rounding=half_even;level=cart}
     * @throws IllegalArgumentException naming what is not known
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

    /** The names of the constants. */
    public static List<String> names() {
        return List.copyOf(PRESETS.keySet());
    }

    /** What the policy is stored as: that of a constant, or how it differs from the default. */
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

    /** The same with another base of percentages. */
    public PricingPolicy with(PercentBase other) {
        return new PricingPolicy(other, threshold, rounding, level, rounded, shares, remainder, exclusives, combining);
    }

    /** The same with another threshold. */
    public PricingPolicy with(Threshold other) {
        return new PricingPolicy(
                percentBase, other, rounding, level, rounded, shares, remainder, exclusives, combining);
    }

    /** The same with another rounding of discounts. */
    public PricingPolicy withRounding(RoundingMode other) {
        return new PricingPolicy(
                percentBase, threshold, other, level, rounded, shares, remainder, exclusives, combining);
    }

    /** The same with another level of rounding. */
    public PricingPolicy with(Level other) {
        return new PricingPolicy(
                percentBase, threshold, rounding, other, rounded, shares, remainder, exclusives, combining);
    }

    /** The same with another side rounded. */
    public PricingPolicy with(Rounded other) {
        return new PricingPolicy(
                percentBase, threshold, rounding, level, other, shares, remainder, exclusives, combining);
    }

    /** The same with shares made in another way. */
    public PricingPolicy withShares(RoundingMode otherShares, Remainder otherRemainder) {
        return new PricingPolicy(
                percentBase, threshold, rounding, level, rounded, otherShares, otherRemainder, exclusives, combining);
    }

    /** The same with exclusive rules at another place. */
    public PricingPolicy with(Exclusives other) {
        return new PricingPolicy(percentBase, threshold, rounding, level, rounded, shares, remainder, other, combining);
    }

    /** The same with rules combined in another way. */
    public PricingPolicy with(Combining other) {
        return new PricingPolicy(
                percentBase, threshold, rounding, level, rounded, shares, remainder, exclusives, other);
    }

    private PricingPolicy with(String setting, String value) {
        return switch (setting) {
            case "percent_base" -> with(constant(PercentBase.class, setting, value));
            case "threshold" -> with(constant(Threshold.class, setting, value));
            case "rounding" -> withRounding(constant(RoundingMode.class, setting, value));
            case "level" -> with(constant(Level.class, setting, value));
            case "rounded" -> with(constant(Rounded.class, setting, value));
            case "shares" -> withShares(constant(RoundingMode.class, setting, value), remainder);
            case "remainder" -> withShares(shares, constant(Remainder.class, setting, value));
            case "exclusives" -> with(constant(Exclusives.class, setting, value));
            case "combining" -> with(constant(Combining.class, setting, value));
            default ->
                throw new IllegalArgumentException("pricing policy: " + setting + " is not one of "
                        + String.join(", ", settings().keySet()));
        };
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
        return settings;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String setting, String value) {
        try {
            return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("pricing policy: " + setting + " cannot be " + value, e);
        }
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
