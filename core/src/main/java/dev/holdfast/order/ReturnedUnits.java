package dev.holdfast.order;

/**
 * Units of an order's item that came back.
 *
 * @param units the units; some that were not fulfilled are taken to be fulfilled now
 * @param condition whether they go back into stock
 */
public record ReturnedUnits(ItemUnits units, ItemCondition condition) {
    /** Any units of an item, which go back into stock. */
    public static ReturnedUnits sellable(int itemId, int quantity) {
        return new ReturnedUnits(ItemUnits.of(itemId, quantity), ItemCondition.SELLABLE);
    }
}
