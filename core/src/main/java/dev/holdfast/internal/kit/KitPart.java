package dev.holdfast.internal.kit;

/**
 * Units of a variant in a kit.
 *
 * @param variantId the component
 * @param quantity its units in each kit, at least 1
 */
public record KitPart(long variantId, int quantity) {}
