package dev.holdfast.pricing;

/**
 * The arithmetic that shops differ in. Stored with each cart, quote and order by its {@link #name()}.
 *
 * @param name its name, such as {@code holdfast}
 */
public record PricingPolicy(String name) {
    /** The policy used when none is configured. */
    public static final PricingPolicy DEFAULT = new PricingPolicy("holdfast");
}
