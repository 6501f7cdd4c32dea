package dev.holdfast.pricing.quote;

/**
 * A gift that a cart has earned, whether or not the cart already holds it. A gift item whose rule no longer offers it
 * must be removed from the cart, because it would be charged.
 *
 * @param rule the code of the rule that gives it
 * @param variantId the variant that is given
 * @param quantity the units that are given, 1 or more
 */
public record GiftOffer(String rule, long variantId, int quantity) {}
