package dev.holdfast.pricing.quote;

/**
 * A gift that a cart has earned, whether or not it holds it by now. A gift line of a rule that no longer offers it is
 * to be taken out of the cart, because it would be charged for.
 *
 * @param rule the code of the rule that gives it
 * @param variantId what is given
 * @param quantity units
 */
public record GiftOffer(String rule, long variantId, int quantity) {}
