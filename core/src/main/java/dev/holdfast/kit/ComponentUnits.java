package dev.holdfast.kit;

/**
 * Units of a component that a kit is to have.
 *
 * @param variantId the component: another variant, which is no kit itself
 * @param quantity its units in each kit, 1 to {@value dev.holdfast.Limits#UNITS_PER_KIT}
 */
public record ComponentUnits(long variantId, int quantity) {}
