package dev.holdfast.inventory;

/**
 * A change of how a variant is sold from a location, as one of several.
 *
 * @param variantId the variant
 * @param location the code of the location
 * @param change what changes; {@link SupplyChange#NONE} changes nothing and locks the stock level
 * @see Inventory#changeSupplies
 */
public record LevelSupply(long variantId, String location, SupplyChange change) {}
